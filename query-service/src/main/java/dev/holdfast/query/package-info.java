@NullMarked
package dev.holdfast.query;

import org.jspecify.annotations.NullMarked;
