/** Ways to keep a session as bytes. */
@NullMarked
package dev.holdfast.bench.codec;

import org.jspecify.annotations.NullMarked;
