package dev.holdfast.query.rebuild;

import dev.holdfast.checkpoint.ModelIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of rebuilds in the database. */
final class RebuildRuns {
    private final Connection connection;

    RebuildRuns(Connection connection) {
        this.connection = connection;
    }

    /** @param until position up to which its ranges hold every event */
    record Run(UUID id, int rangeCount, long until) {}

    /** What was done of a range. */
    record Done(long events, long unreadable, long athletes, long checkpoints) {
        static final Done NOTHING = new Done(0, 0, 0, 0);

        Done plus(Done more) {
            return new Done(
                    events + more.events,
                    unreadable + more.unreadable,
                    athletes + more.athletes,
                    checkpoints + more.checkpoints);
        }
    }

    /** The last run, if it was broken off and would compute what {@code model} does; null otherwise. */
    @Nullable
    Run brokenOff(RebuildOptions.Source source, ModelIdentity model) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id, range_count, until_position from
                    (select * from rebuild.run order by started_at desc, id limit 1) last
                where status = 'running' and source = ? and model_version = ? and parameter_hash = ?
                  and catalogue_version = ?""")) {
            select.setString(1, name(source));
            select.setString(2, model.modelVersion());
            select.setString(3, model.parameterHash());
            select.setString(4, model.catalogueVersion());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Run(row.getObject(1, UUID.class), row.getInt(2), row.getLong(3)) : null;
            }
        }
    }

    void failBrokenOff() throws SQLException {
        RebuildSql.execute(
                connection, "update rebuild.run set status = 'failed', finished_at = now() where status = 'running'");
    }

    Run begin(UUID id, RebuildOptions.Source source, ModelIdentity model, int rangeCount, long until)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into rebuild.run (id, source, model_version, parameter_hash, catalogue_version, range_count,
                    until_position, status, started_at) values (?, ?, ?, ?, ?, ?, ?, 'running', clock_timestamp())""")) {
            insert.setObject(1, id);
            insert.setString(2, name(source));
            insert.setString(3, model.modelVersion());
            insert.setString(4, model.parameterHash());
            insert.setString(5, model.catalogueVersion());
            insert.setInt(6, rangeCount);
            insert.setLong(7, until);
            insert.executeUpdate();
        }
        return new Run(id, rangeCount, until);
    }

    Map<Integer, Done> finishedRanges(Run run) throws SQLException {
        Map<Integer, Done> finished = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select number, events, unreadable, athletes, checkpoints from rebuild.range where run_id = ?")) {
            select.setObject(1, run.id());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    finished.put(
                            rows.getInt(1),
                            new Done(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
        }
        return finished;
    }

    void finished(Run run, int range, Done done) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into rebuild.range values (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, run.id());
            insert.setInt(2, range);
            insert.setLong(3, done.events());
            insert.setLong(4, done.unreadable());
            insert.setLong(5, done.athletes());
            insert.setLong(6, done.checkpoints());
            insert.executeUpdate();
        }
    }

    /** @param status done, aborted or failed */
    void end(Run run, String status) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update rebuild.run set status = ?, finished_at = clock_timestamp() where id = ?")) {
            update.setString(1, status);
            update.setObject(2, run.id());
            update.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from rebuild.range where run_id = ?")) {
            delete.setObject(1, run.id());
            delete.executeUpdate();
        }
    }

    private static String name(RebuildOptions.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
