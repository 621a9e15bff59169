@NullMarked
package dev.holdfast.query.trajectory;

import org.jspecify.annotations.NullMarked;
