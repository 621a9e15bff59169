/** The command side: appending, importing, sourcing, and the size of what is kept. */
@NullMarked
package dev.holdfast.bench.store;

import org.jspecify.annotations.NullMarked;
