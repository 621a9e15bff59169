/** Builds every row of the read side again, beside the one that serves, and takes its place. */
@NullMarked
package dev.holdfast.query.rebuild;

import org.jspecify.annotations.NullMarked;
