/** Bench {@code model}: is the fold fast enough that parameters can be changed by replaying everything? */
@NullMarked
package dev.holdfast.bench.model;

import org.jspecify.annotations.NullMarked;
