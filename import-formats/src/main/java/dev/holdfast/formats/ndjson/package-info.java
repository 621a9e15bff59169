/** Holdfast's own events, one JSON object a line. */
@NullMarked
package dev.holdfast.formats.ndjson;

import org.jspecify.annotations.NullMarked;
