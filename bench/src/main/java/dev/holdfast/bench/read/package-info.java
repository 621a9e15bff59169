/** Answers over HTTP beside a bare endpoint. */
@NullMarked
package dev.holdfast.bench.read;

import org.jspecify.annotations.NullMarked;
