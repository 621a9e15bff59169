/**
 * How strong an athlete is in each exercise, in kilograms: a robust filter follows what the log shows, the model gives
 * only the change since it was last seen, and a return has an effect of its own. docs/forecast.md has the measurements.
 */
@NullMarked
package dev.holdfast.level;

import org.jspecify.annotations.NullMarked;
