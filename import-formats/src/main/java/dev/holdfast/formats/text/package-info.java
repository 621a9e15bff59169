/** Text files cut into records, and what their cells look like. */
@NullMarked
package dev.holdfast.formats.text;

import org.jspecify.annotations.NullMarked;
