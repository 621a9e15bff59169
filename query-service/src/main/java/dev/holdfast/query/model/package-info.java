/** Which model the served states were computed with. */
@NullMarked
package dev.holdfast.query.model;

import org.jspecify.annotations.NullMarked;
