@NullMarked
package dev.holdfast.bench.codec;

import org.jspecify.annotations.NullMarked;
