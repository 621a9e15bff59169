/** How a request fails: a kind of problem, what is at fault and the remedy (RFC 9457). Knows no transport. */
@NullMarked
package dev.holdfast.kit.problem;

import org.jspecify.annotations.NullMarked;
