@NullMarked
package dev.holdfast.query.health;

import org.jspecify.annotations.NullMarked;
