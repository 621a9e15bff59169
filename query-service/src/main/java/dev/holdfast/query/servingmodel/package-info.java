/** The model that the served states were computed with: what answers and live work go by. */
@NullMarked
package dev.holdfast.query.servingmodel;

import org.jspecify.annotations.NullMarked;
