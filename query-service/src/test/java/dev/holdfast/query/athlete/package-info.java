@NullMarked
package dev.holdfast.query.athlete;

import org.jspecify.annotations.NullMarked;
