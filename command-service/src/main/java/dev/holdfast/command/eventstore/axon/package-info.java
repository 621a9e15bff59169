/** Axon's storage engine over the event store, and what events are in Axon's words. */
@NullMarked
package dev.holdfast.command.eventstore.axon;

import org.jspecify.annotations.NullMarked;
