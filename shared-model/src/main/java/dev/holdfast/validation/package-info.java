@NullMarked
package dev.holdfast.validation;

import org.jspecify.annotations.NullMarked;
