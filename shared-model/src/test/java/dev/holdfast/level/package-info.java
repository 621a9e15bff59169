@NullMarked
package dev.holdfast.level;

import org.jspecify.annotations.NullMarked;
