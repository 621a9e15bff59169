@NullMarked
package dev.holdfast.command.eventstore;

import org.jspecify.annotations.NullMarked;
