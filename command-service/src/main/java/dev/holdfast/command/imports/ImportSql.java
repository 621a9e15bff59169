package dev.holdfast.command.imports;

import dev.holdfast.event.TenantId;
import dev.holdfast.kit.postgres.SqlArrays;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Every statement that the import tables see. */
final class ImportSql {
    private static final int RANGES_PER_PAGE = 1_000;
    private static final int OUTCOMES_PER_STEP = 5_000;

    private static final String BEGIN = """
            insert into import (import_id, tenant_id, athlete_id, format, dry_run, status, started_at)
            values (?, ?, ?, ?, ?, 'running', ?)
            on conflict (import_id) do update set athlete_id = excluded.athlete_id, format = excluded.format,
                dry_run = excluded.dry_run, status = 'running', started_at = excluded.started_at, finished_at = null,
                failure = null, batches = 0, bytes_read = 0, rows = 0, accepted = 0, suspects = 0, warm_ups = 0, rest_rows = 0,
                duplicates = 0, rejected = 0, sessions = 0, events = 0, position_last = 0
            where import.tenant_id = excluded.tenant_id""";

    private static final String FORGET_ROWS = "delete from import_outcome where import_id = ?";

    private static final String FORGET_UNKNOWN = "delete from import_unknown_exercise where import_id = ?";

    private static final String BATCHES = "select batches from import where import_id = ? for update";

    private static final String PROGRESS = """
            update import set batches = ?, bytes_read = ?, rows = ?, accepted = ?, suspects = ?, warm_ups = ?, rest_rows = ?,
                duplicates = ?, rejected = ?, sessions = ?, events = ?, position_last = ?
            where import_id = ?""";

    private static final String OUTCOMES = """
            insert into import_outcome (import_id, batch, first_line, last_line, outcome, athlete_id, field, value, reason)
            select ?, ?, o.*
            from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) o""";

    private static final String ADD_UNKNOWN = """
            insert into import_unknown_exercise as u (import_id, name, athlete_id, sets)
            select ?, n.* from unnest(?::text[], ?::text[], ?::bigint[]) n
            on conflict (import_id, name, athlete_id) do update set sets = u.sets + excluded.sets""";

    private static final String UNKNOWN = """
            select name, sum(sets) from import_unknown_exercise where import_id = ?
            group by name order by 2 desc, name""";

    private static final String END = """
            update import set status = ?, failure = ?, finished_at = ?, bytes_read = ? where import_id = ?""";

    private static final String FIND = """
            select import_id, athlete_id, format, dry_run, status, started_at, finished_at, failure, bytes_read, rows,
                accepted, suspects, warm_ups, rest_rows, duplicates, rejected, sessions, events, position_last
            from import where tenant_id = ? and import_id = ?""";

    private static final String FORGET_OUTCOMES = """
            delete from import_outcome where ctid = any (array(
                select o.ctid from import i cross join lateral (
                    select ctid from import_outcome where import_id = i.import_id limit %d) o
                where i.finished_at < ? limit %d))""".formatted(OUTCOMES_PER_STEP, OUTCOMES_PER_STEP);

    private static final String RANGES = """
            select first_line, last_line, outcome, athlete_id, field, value, reason from import_outcome
            where import_id = ? and first_line >= ? order by first_line, ctid offset ? limit %d""".formatted(RANGES_PER_PAGE);

    /** Any number, the same in every process over one store: the advisory locks of running imports. */
    private static final int ALIVE = 0x696d706f;

    private static final String SHOW_ALIVE = "select pg_advisory_lock(?, ?)";
    private static final String TRY_SHOW_ALIVE = "select pg_try_advisory_lock(?, ?)";

    private static final String IS_ALIVE = """
            select exists (select 1 from pg_locks where locktype = 'advisory' and granted and objsubid = 2
                and database = (select oid from pg_database where datname = current_database())
                and classid::bigint = ? and objid::bigint = ?)""";

    private ImportSql() {}

    /**
     * Lets every process see that the import runs for as long as {@code connection} lives; false when another connection
     * does.
     */
    static boolean tryShowAlive(Connection connection, UUID importId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY_SHOW_ALIVE)) {
            statement.setInt(1, ALIVE);
            statement.setInt(2, importId.hashCode());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    /** The same for an import that goes on over a new connection, once the server has seen that the one before is lost. */
    static void showAlive(Connection connection, UUID importId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SHOW_ALIVE)) {
            statement.setInt(1, ALIVE);
            statement.setInt(2, importId.hashCode());
            statement.execute();
        }
    }

    /** Whether a connection of any process runs the import. */
    static boolean isAlive(Connection connection, UUID importId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_ALIVE)) {
            statement.setLong(1, Integer.toUnsignedLong(ALIVE));
            statement.setLong(2, Integer.toUnsignedLong(importId.hashCode()));
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    /** Begins, or begins again; false when the id is another tenant's. */
    static boolean begin(Connection connection, TenantId tenant, ImportReport report) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setObject(1, report.importId());
            statement.setString(2, tenant.value());
            statement.setString(3, report.athleteId());
            statement.setString(4, report.format());
            statement.setBoolean(5, report.dryRun());
            statement.setTimestamp(6, Timestamp.from(report.startedAt()));
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        for (String forget : List.of(FORGET_ROWS, FORGET_UNKNOWN)) {
            try (PreparedStatement statement = connection.prepareStatement(forget)) {
                statement.setObject(1, report.importId());
                statement.executeUpdate();
            }
        }
        return true;
    }

    /** How many batches are stored; waits for a transaction that is just storing one. */
    static long batches(Connection connection, UUID importId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BATCHES)) {
            statement.setObject(1, importId);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    /** Adds a batch's outcomes and sets the figures. */
    static void advance(Connection connection, UUID importId, ImportProgress progress, List<RowOutcomes.Range> ranges)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OUTCOMES)) {
            statement.setObject(1, importId);
            statement.setLong(2, progress.batches);
            statement.setArray(3, numbers(connection, ranges, RowOutcomes.Range::firstLine));
            statement.setArray(4, numbers(connection, ranges, RowOutcomes.Range::lastLine));
            statement.setArray(
                    5,
                    SqlArrays.text(connection, ranges, range -> range.outcome().key()));
            statement.setArray(6, SqlArrays.text(connection, ranges, RowOutcomes.Range::athlete));
            statement.setArray(7, SqlArrays.text(connection, ranges, RowOutcomes.Range::field));
            statement.setArray(8, SqlArrays.text(connection, ranges, RowOutcomes.Range::value));
            statement.setArray(9, SqlArrays.text(connection, ranges, RowOutcomes.Range::reason));
            statement.executeUpdate();
        }
        addUnknown(connection, importId, progress.unknownExercises);
        try (PreparedStatement statement = connection.prepareStatement(PROGRESS)) {
            int p = 1;
            for (long figure : new long[] {
                progress.batches,
                progress.bytesRead,
                progress.rows,
                progress.accepted,
                progress.suspects,
                progress.warmUps,
                progress.restRows,
                progress.duplicates,
                progress.rejected,
                progress.sessions,
                progress.events,
                progress.positionLast
            }) {
                statement.setLong(p++, figure);
            }
            statement.setObject(p, importId);
            statement.executeUpdate();
        }
    }

    private static void addUnknown(Connection connection, UUID importId, List<UnknownExercises.Use> uses)
            throws SQLException {
        if (uses.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD_UNKNOWN)) {
            statement.setObject(1, importId);
            statement.setArray(2, SqlArrays.text(connection, uses, UnknownExercises.Use::name));
            statement.setArray(3, SqlArrays.text(connection, uses, UnknownExercises.Use::athlete));
            statement.setArray(4, numbers(connection, uses, UnknownExercises.Use::sets));
            statement.executeUpdate();
        }
    }

    /** Most sets first. */
    private static List<UnknownExercise> unknown(Connection connection, UUID importId) throws SQLException {
        List<UnknownExercise> unknown = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(UNKNOWN)) {
            statement.setObject(1, importId);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    unknown.add(new UnknownExercise(found.getString(1), found.getLong(2)));
                }
            }
        }
        return unknown;
    }

    static void end(Connection connection, UUID importId, @Nullable String failure, Instant at, long bytesRead)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, failure == null ? "done" : "failed");
            statement.setString(2, failure);
            statement.setTimestamp(3, Timestamp.from(at));
            statement.setLong(4, bytesRead);
            statement.setObject(5, importId);
            statement.executeUpdate();
        }
    }

    static @Nullable ImportReport find(Connection connection, TenantId tenant, UUID importId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, tenant.value());
            statement.setObject(2, importId);
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return null;
                }
                Timestamp finished = found.getTimestamp("finished_at");
                return new ImportReport(
                        importId,
                        found.getString("format"),
                        found.getString("athlete_id"),
                        found.getBoolean("dry_run"),
                        found.getString("status"),
                        found.getString("failure"),
                        found.getTimestamp("started_at").toInstant(),
                        finished == null ? null : finished.toInstant(),
                        found.getLong("bytes_read"),
                        found.getLong("rows"),
                        found.getLong("accepted"),
                        found.getLong("suspects"),
                        found.getLong("warm_ups"),
                        found.getLong("rest_rows"),
                        found.getLong("duplicates"),
                        found.getLong("rejected"),
                        found.getLong("sessions"),
                        found.getLong("events"),
                        found.getLong("position_last"),
                        unknown(connection, importId));
            }
        }
    }

    /** Forgets outcomes of imports that ended before {@code endedBefore}; returns how many, 0 when none is left. */
    static long forgetOutcomes(Connection connection, Instant endedBefore) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET_OUTCOMES)) {
            statement.setTimestamp(1, Timestamp.from(endedBefore));
            return statement.executeUpdate();
        }
    }

    /**
     * How far a reader of the ranges is.
     *
     * @param seen ranges that begin at {@code line} and were read: a row may be told of more than once
     */
    record Place(long line, int seen) {
        static final Place FIRST = new Place(0, 0);

        Place after(List<RowOutcomes.Range> page) {
            if (page.isEmpty()) {
                return this;
            }
            long last = page.getLast().firstLine();
            int there = (int)
                    page.stream().filter(range -> range.firstLine() == last).count();
            return new Place(last, last == line ? seen + there : there);
        }
    }

    /** The next ranges in order of lines; none when there are no more. */
    static List<RowOutcomes.Range> ranges(Connection connection, UUID importId, Place from) throws SQLException {
        List<RowOutcomes.Range> ranges = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(RANGES)) {
            statement.setObject(1, importId);
            statement.setLong(2, from.line());
            statement.setInt(3, from.seen());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ranges.add(new RowOutcomes.Range(
                            found.getLong(1),
                            found.getLong(2),
                            Outcome.ofKey(found.getString(3)),
                            found.getString(4),
                            found.getString(5),
                            found.getString(6),
                            found.getString(7)));
                }
            }
        }
        return ranges;
    }

    private static <T> Array numbers(Connection connection, List<T> rows, ToLongFunction<T> cell) throws SQLException {
        return connection.createArrayOf(
                "int8", rows.stream().map(cell::applyAsLong).toArray());
    }
}
