@NullMarked
package dev.holdfast.command.athlete;

import org.jspecify.annotations.NullMarked;
