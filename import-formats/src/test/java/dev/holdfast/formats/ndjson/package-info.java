@NullMarked
package dev.holdfast.formats.ndjson;

import org.jspecify.annotations.NullMarked;
