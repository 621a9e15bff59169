@NullMarked
package dev.holdfast.command.history;

import org.jspecify.annotations.NullMarked;
