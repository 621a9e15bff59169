@NullMarked
package dev.holdfast.formats.csv;

import org.jspecify.annotations.NullMarked;
