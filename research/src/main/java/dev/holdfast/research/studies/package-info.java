@NullMarked
package dev.holdfast.research.studies;

import org.jspecify.annotations.NullMarked;
