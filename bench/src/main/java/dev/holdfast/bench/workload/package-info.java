/** What the sides are fed: made sessions, training lives, and stores and read tables filled with them. */
@NullMarked
package dev.holdfast.bench.workload;

import org.jspecify.annotations.NullMarked;
