package dev.holdfast.command.suspect;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.SessionSetsSql;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Sessions that may have been sent twice under different keys. */
public final class Suspects {
    private final DataSource reads;

    public Suspects(DataSource reads) {
        this.reads = reads;
    }

    /** The next pairs after those of two positions, by the later and then the earlier one; at most {@code limit}. */
    public List<SessionSetsSql.Pair> page(
            TenantId tenant, AthleteId athlete, long afterSession, long afterEarlier, int limit) {
        try (Connection connection = reads.getConnection()) {
            return SessionSetsSql.pairs(connection, AthleteKey.of(tenant, athlete), afterSession, afterEarlier, limit);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }
}
