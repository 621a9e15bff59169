/** A bare endpoint on the pool settings of query-service. */
@NullMarked
package dev.holdfast.bench.peer;

import org.jspecify.annotations.NullMarked;
