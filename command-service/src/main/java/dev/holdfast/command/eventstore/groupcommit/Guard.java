package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreQuery;
import java.util.function.Predicate;

/** What an append is based on: no event that its decision would have read may have come after the last one it has seen. */
public sealed interface Guard {
    /** The last position that the decision has seen. */
    long marker();

    /** The decision has read the athlete's starts and pauses. Such guards are checked for a whole group in one query. */
    record OnPhases(long marker, AthleteKey athlete) implements Guard {}

    /**
     * The decision has read any other events.
     *
     * @param reads whether it would have read this one
     * @param changed whether one that it would have read is stored after the marker
     */
    record OnEvents(long marker, Predicate<NewEvent> reads, StoreQuery<Boolean> changed) implements Guard {}
}
