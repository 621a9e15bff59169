/** The JSON form of events: one definition for single events over HTTP and for the lines of an import. */
@NullMarked
package dev.holdfast.formats.json;

import org.jspecify.annotations.NullMarked;
