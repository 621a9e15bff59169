package dev.holdfast.command.history;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What is stored about athletes, event by event. */
public final class Histories {
    /** In JSON this is some times as much. */
    private static final long PAGE_BYTES_MAX = 1 << 20;

    private final DataSource reads;

    public Histories(DataSource reads) {
        this.reads = reads;
    }

    /** Some events in the order in which they were recorded, and whether there may be more. */
    public record Page(List<StoredEvent> events, boolean mayHaveMore) {}

    /** The next events after a position; at most {@code limit}, and fewer of very long ones. */
    public Page page(TenantId tenant, AthleteId athlete, long after, int limit) {
        try (Connection connection = reads.getConnection()) {
            List<StoredEvent> events =
                    EventSql.ofAthlete(connection, AthleteKey.of(tenant, athlete), after, limit + 1, PAGE_BYTES_MAX);
            long bytes =
                    events.stream().mapToLong(event -> event.payload().length).sum();
            return events.size() > limit
                    ? new Page(events.subList(0, limit), true)
                    : new Page(events, bytes >= PAGE_BYTES_MAX);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }
}
