@NullMarked
package dev.holdfast.command.eventstore.axon;

import org.jspecify.annotations.NullMarked;
