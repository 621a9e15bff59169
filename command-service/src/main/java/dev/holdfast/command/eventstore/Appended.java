package dev.holdfast.command.eventstore;

import java.util.List;
import org.axonframework.messaging.core.Context;

/**
 * Where the events of one append now stand: from first to last, without a gap.
 *
 * @param suspects sessions stored before that may be the same as one of these
 */
public record Appended(long positionFirst, long positionLast, List<Suspect> suspects) {
    Appended with(List<Suspect> found) {
        return new Appended(positionFirst, positionLast, found);
    }

    /** Under this key the engine leaves its result in the processing context once the commit is durable. */
    public static final Context.ResourceKey<Appended> RESOURCE_KEY = Context.ResourceKey.withLabel("appended");
}
