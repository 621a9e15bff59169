@NullMarked
package dev.holdfast.fold;

import org.jspecify.annotations.NullMarked;
