@NullMarked
package dev.holdfast.uncertainty;

import org.jspecify.annotations.NullMarked;
