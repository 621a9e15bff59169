@NullMarked
package dev.holdfast.research.calibration;

import org.jspecify.annotations.NullMarked;
