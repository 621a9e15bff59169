/** The list of all formats, and the way in: find out what a file is, and open it. */
@NullMarked
package dev.holdfast.formats.known;

import org.jspecify.annotations.NullMarked;
