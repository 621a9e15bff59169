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
    private final DataSource reads;

    public Histories(DataSource reads) {
        this.reads = reads;
    }

    /** The next events after a position, in the order in which they were recorded; at most {@code limit}. */
    public List<StoredEvent> page(TenantId tenant, AthleteId athlete, long after, int limit) {
        try (Connection connection = reads.getConnection()) {
            return EventSql.ofAthlete(connection, AthleteKey.of(tenant, athlete), after, limit);
        } catch (SQLException e) {
            throw StoreFaults.unavailable(e, false);
        }
    }
}
