/**
 * How true forecasts of kilograms are on training logs: a benchmark with a fixed definition, and the estimation of the
 * filter's parameters.
 */
@NullMarked
package dev.holdfast.research.forecast;

import org.jspecify.annotations.NullMarked;
