@NullMarked
package dev.holdfast.kit.postgres;

import org.jspecify.annotations.NullMarked;
