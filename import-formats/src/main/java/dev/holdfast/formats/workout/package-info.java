/** Rows put together to sessions, for the formats whose rows are sets. */
@NullMarked
package dev.holdfast.formats.workout;

import org.jspecify.annotations.NullMarked;
