@NullMarked
package dev.holdfast.kit.work;

import org.jspecify.annotations.NullMarked;
