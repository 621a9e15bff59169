@NullMarked
package dev.holdfast.query.rebuild;

import org.jspecify.annotations.NullMarked;
