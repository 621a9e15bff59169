@NullMarked
package dev.holdfast.query.gym;

import org.jspecify.annotations.NullMarked;
