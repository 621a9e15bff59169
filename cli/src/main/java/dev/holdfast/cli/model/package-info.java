/** The model without any service: protocols simulated, and the published studies beside what the model says. */
@NullMarked
package dev.holdfast.cli.model;

import org.jspecify.annotations.NullMarked;
