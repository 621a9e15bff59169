@NullMarked
package dev.holdfast.formats;

import org.jspecify.annotations.NullMarked;
