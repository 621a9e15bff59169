@NullMarked
package dev.holdfast.query.life;

import org.jspecify.annotations.NullMarked;
