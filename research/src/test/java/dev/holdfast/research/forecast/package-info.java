@NullMarked
package dev.holdfast.research.forecast;

import org.jspecify.annotations.NullMarked;
