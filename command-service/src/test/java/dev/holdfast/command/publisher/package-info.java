@NullMarked
package dev.holdfast.command.publisher;

import org.jspecify.annotations.NullMarked;
