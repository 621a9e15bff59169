/** From what people log to hard sets, the dose of the model. */
@NullMarked
package dev.holdfast.load;

import org.jspecify.annotations.NullMarked;
