@NullMarked
package dev.holdfast.timeline;

import org.jspecify.annotations.NullMarked;
