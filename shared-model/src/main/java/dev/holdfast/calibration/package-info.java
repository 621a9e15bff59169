@NullMarked
package dev.holdfast.calibration;

import org.jspecify.annotations.NullMarked;
