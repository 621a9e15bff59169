@NullMarked
package dev.holdfast.query.projection;

import org.jspecify.annotations.NullMarked;
