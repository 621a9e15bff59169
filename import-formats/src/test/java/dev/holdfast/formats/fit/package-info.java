@NullMarked
package dev.holdfast.formats.fit;

import org.jspecify.annotations.NullMarked;
