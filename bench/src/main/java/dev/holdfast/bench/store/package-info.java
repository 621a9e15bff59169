@NullMarked
package dev.holdfast.bench.store;

import org.jspecify.annotations.NullMarked;
