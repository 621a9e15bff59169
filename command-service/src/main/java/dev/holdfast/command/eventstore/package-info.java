/**
 * The event store in PostgreSQL: events before and after they are stored, and every statement on their tables. Knows neither who
 * appends nor any framework: the ring {@code groupcommit} around it shares transactions among callers, and the ring {@code axon}
 * around that is the framework's storage engine.
 */
@NullMarked
package dev.holdfast.command.eventstore;

import org.jspecify.annotations.NullMarked;
