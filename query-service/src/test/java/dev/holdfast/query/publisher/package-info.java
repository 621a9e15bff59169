@NullMarked
package dev.holdfast.query.publisher;

import org.jspecify.annotations.NullMarked;
