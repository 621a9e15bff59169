/** Projections beside those who fold the same events otherwise: a framework's processor, a cursor, a bare consumer. */
@NullMarked
package dev.holdfast.bench.projection;

import org.jspecify.annotations.NullMarked;
