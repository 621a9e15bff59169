/** An athlete's two systems over time, as known at an instant. */
@NullMarked
package dev.holdfast.query.trajectory;

import org.jspecify.annotations.NullMarked;
