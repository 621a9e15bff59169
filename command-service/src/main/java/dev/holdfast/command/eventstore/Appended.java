package dev.holdfast.command.eventstore;

import org.axonframework.messaging.core.Context;

/** Where the events of one append now stand: from first to last, without a gap. */
public record Appended(long positionFirst, long positionLast) {
    /** Under this key the engine leaves its result in the processing context once the commit is durable. */
    public static final Context.ResourceKey<Appended> RESOURCE_KEY = Context.ResourceKey.withLabel("appended");
}
