/** Numbers and texts in as few bytes as they need: the ground under everything that is stored for ever. */
@NullMarked
package dev.holdfast.packed;

import org.jspecify.annotations.NullMarked;
