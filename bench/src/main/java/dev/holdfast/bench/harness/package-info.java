/**
 * How a benchmark measures: rounds in turns, scores, comparisons and their report, and what both sides run on. It knows
 * no benchmark.
 */
@NullMarked
package dev.holdfast.bench.harness;

import org.jspecify.annotations.NullMarked;
