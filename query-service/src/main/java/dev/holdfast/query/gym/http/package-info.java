/** A gym's members over HTTP. */
@NullMarked
package dev.holdfast.query.gym.http;

import org.jspecify.annotations.NullMarked;
