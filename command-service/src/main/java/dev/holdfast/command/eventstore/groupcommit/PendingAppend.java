package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.NewEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One caller's append while it waits for its group. */
record PendingAppend(@Nullable Guard guard, List<NewEvent> events, CompletableFuture<Appended> result)
        implements GroupLoop.Request {
    @Override
    public long bytes() {
        return events.stream().mapToLong(event -> event.payload().length).sum();
    }
}
