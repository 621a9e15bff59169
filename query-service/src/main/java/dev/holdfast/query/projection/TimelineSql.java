package dev.holdfast.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Timelines, checkpoints and states in the database. Each statement handles a whole batch at once. */
public final class TimelineSql {
    private static final String LAST_CHUNKS = """
            select k.tenant, k.athlete, a.position, a.state,
                   c.from_micros, c.from_day, c.entry_count, c.before_position, c.before_micros, c.state_before,
                   c.digest_before, c.entries
            from unnest(?::text[], ?::text[]) k (tenant, athlete)
            join serving.athlete a on a.tenant_id = k.tenant and a.athlete_id = k.athlete
            left join lateral (
                select * from serving.timeline_chunk c
                where c.tenant_id = k.tenant and c.athlete_id = k.athlete
                order by c.from_micros desc limit 1) c on true""";

    private static final String CHUNKS_FROM = """
            select k.tenant, k.athlete, a.position, a.state,
                   c.from_micros, c.from_day, c.entry_count, c.before_position, c.before_micros, c.state_before,
                   c.digest_before, c.entries
            from unnest(?::text[], ?::text[], ?::bigint[], ?::int[]) k (tenant, athlete, micros, day)
            join serving.athlete a on a.tenant_id = k.tenant and a.athlete_id = k.athlete
            join lateral (
                select * from serving.timeline_chunk c
                where c.tenant_id = k.tenant and c.athlete_id = k.athlete
                  and c.from_micros >= coalesce((
                      select max(x.from_micros) from serving.timeline_chunk x
                      where x.tenant_id = k.tenant and x.athlete_id = k.athlete
                        and x.from_micros <= k.micros and x.from_day <= k.day), -9223372036854775808)
                ) c on true
            order by k.tenant, k.athlete, c.from_micros""";

    private static final String DELETE_CHECKPOINTS = """
            delete from serving.checkpoint c using unnest(?::text[], ?::text[], ?::bigint[]) k (tenant, athlete, micros)
            where c.tenant_id = k.tenant and c.athlete_id = k.athlete and c.chunk_micros >= k.micros""";

    private static final String DELETE_CHUNKS = """
            delete from serving.timeline_chunk c using unnest(?::text[], ?::text[], ?::bigint[]) k (tenant, athlete, micros)
            where c.tenant_id = k.tenant and c.athlete_id = k.athlete and c.from_micros >= k.micros""";

    private static final String DELETE_ATHLETES = """
            delete from serving.athlete c using unnest(?::text[], ?::text[]) k (tenant, athlete)
            where c.tenant_id = k.tenant and c.athlete_id = k.athlete""";

    private static final String SAVE_CHUNKS = """
            insert into serving.timeline_chunk as c (tenant_id, athlete_id, from_micros, from_day, entry_count,
                before_position, before_micros, state_before, digest_before, entries)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::bigint[],
                ?::bytea[], ?::bytea[], ?::bytea[])
            on conflict (tenant_id, athlete_id, from_micros)
            do update set entry_count = excluded.entry_count, entries = excluded.entries""";

    private static final String SAVE_CHECKPOINTS = """
            insert into serving.checkpoint (tenant_id, athlete_id, effective_micros, kind, cause, chunk_micros, inferred,
                position, state, digest)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[],
                ?::bigint[], ?::bytea[], ?::bytea[])""";

    private static final String SAVE_ATHLETES = """
            insert into serving.athlete as a (tenant_id, athlete_id, position, last_micros, last_session_micros, sessions,
                state, digest)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[],
                ?::bytea[])
            on conflict (tenant_id, athlete_id) do update set
                position = excluded.position, last_micros = excluded.last_micros,
                last_session_micros = excluded.last_session_micros, sessions = excluded.sessions,
                state = excluded.state, digest = excluded.digest""";

    /** The schema that is answered from; a rebuild writes the same tables in another. */
    static final String SERVING = "serving";

    private final Connection connection;
    private final String schema;

    public TimelineSql(Connection connection) {
        this(connection, SERVING);
    }

    public TimelineSql(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(schema.equals(SERVING) ? sql : sql.replace(SERVING + ".", schema + "."));
    }

    // Reading --------------------------------------------------------------------------------------------------------

    /** What is stored of each athlete, with the last chunk. */
    Map<AthleteKey, StoredAthlete> lastChunks(List<AthleteKey> keys) throws SQLException {
        try (PreparedStatement select = prepare(LAST_CHUNKS)) {
            keys(select, keys);
            return stored(select);
        }
    }

    /** What is stored of each athlete, with the chunks from the one on that a fact of that instant and day lies in. */
    Map<AthleteKey, StoredAthlete> chunksFrom(List<AthleteKey> keys, List<Long> micros, List<Integer> days)
            throws SQLException {
        try (PreparedStatement select = prepare(CHUNKS_FROM)) {
            keys(select, keys);
            select.setArray(3, connection.createArrayOf("int8", micros.toArray()));
            select.setArray(4, connection.createArrayOf("int4", days.toArray()));
            return stored(select);
        }
    }

    private static Map<AthleteKey, StoredAthlete> stored(PreparedStatement select) throws SQLException {
        Map<AthleteKey, StoredAthlete> found = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                AthleteKey key = new AthleteKey(rows.getString(1), rows.getString(2));
                StoredAthlete athlete = found.get(key);
                if (athlete == null) {
                    athlete = new StoredAthlete(rows.getLong(3), rows.getBytes(4), new ArrayList<>());
                    found.put(key, athlete);
                }
                ChunkRow chunk = chunk(rows, 5);
                if (chunk != null) {
                    athlete.chunks().add(chunk);
                }
            }
        }
        return found;
    }

    private static @Nullable ChunkRow chunk(ResultSet rows, int column) throws SQLException {
        long fromMicros = rows.getLong(column);
        if (rows.wasNull()) {
            return null;
        }
        long before = rows.getLong(column + 4);
        Long beforeMicros = rows.wasNull() ? null : (Long) before;
        return new ChunkRow(
                fromMicros,
                rows.getInt(column + 1),
                rows.getInt(column + 2),
                rows.getLong(column + 3),
                beforeMicros,
                rows.getBytes(column + 5),
                rows.getBytes(column + 6),
                rows.getBytes(column + 7));
    }

    // Writing --------------------------------------------------------------------------------------------------------

    public void save(List<Revision> revisions) throws SQLException {
        List<Revision> replaced = revisions.stream()
                .filter(revision -> revision.erased() || revision.deleteFromMicros() != null)
                .toList();
        if (!replaced.isEmpty()) {
            deleteFrom(DELETE_CHECKPOINTS, replaced);
            deleteFrom(DELETE_CHUNKS, replaced);
        }
        List<AthleteKey> erased =
                revisions.stream().filter(Revision::erased).map(Revision::key).toList();
        if (!erased.isEmpty()) {
            erase(erased);
        }
        saveChunks(revisions);
        saveCheckpoints(revisions);
        saveAthletes(revisions);
    }

    private void deleteFrom(String sql, List<Revision> revisions) throws SQLException {
        try (PreparedStatement delete = prepare(sql)) {
            keys(delete, revisions.stream().map(Revision::key).toList());
            delete.setArray(
                    3,
                    connection.createArrayOf(
                            "int8",
                            revisions.stream()
                                    .map(revision -> {
                                        Long from = revision.deleteFromMicros();
                                        return from == null ? Long.MIN_VALUE : from;
                                    })
                                    .toArray()));
            delete.executeUpdate();
        }
    }

    private void erase(List<AthleteKey> keys) throws SQLException {
        try (PreparedStatement delete = prepare(DELETE_ATHLETES)) {
            keys(delete, keys);
            delete.executeUpdate();
        }
        if (schema.equals(SERVING)) {
            new DeadLetterSql(connection).deleteOf(keys);
        }
    }

    private void saveChunks(List<Revision> revisions) throws SQLException {
        List<Row<ChunkRow>> rows = rows(revisions, Revision::chunks);
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = prepare(SAVE_CHUNKS)) {
            keys(insert, rows.stream().map(Row::key).toList());
            column(insert, 3, "int8", rows, ChunkRow::fromMicros);
            column(insert, 4, "int4", rows, ChunkRow::fromDay);
            column(insert, 5, "int4", rows, ChunkRow::entryCount);
            column(insert, 6, "int8", rows, ChunkRow::beforePosition);
            column(insert, 7, "int8", rows, ChunkRow::beforeMicros);
            column(insert, 8, "bytea", rows, ChunkRow::stateBefore);
            column(insert, 9, "bytea", rows, ChunkRow::digestBefore);
            column(insert, 10, "bytea", rows, ChunkRow::entries);
            insert.executeUpdate();
        }
    }

    private void saveCheckpoints(List<Revision> revisions) throws SQLException {
        List<Row<CheckpointRow>> rows = rows(revisions, Revision::checkpoints);
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = prepare(SAVE_CHECKPOINTS)) {
            keys(insert, rows.stream().map(Row::key).toList());
            column(insert, 3, "int8", rows, CheckpointRow::effectiveMicros);
            column(insert, 4, "text", rows, CheckpointRow::kind);
            column(insert, 5, "int8", rows, CheckpointRow::cause);
            column(insert, 6, "int8", rows, CheckpointRow::chunkMicros);
            column(insert, 7, "bool", rows, CheckpointRow::inferred);
            column(insert, 8, "int8", rows, CheckpointRow::position);
            column(insert, 9, "bytea", rows, CheckpointRow::state);
            column(insert, 10, "bytea", rows, CheckpointRow::digest);
            insert.executeUpdate();
        }
    }

    private void saveAthletes(List<Revision> revisions) throws SQLException {
        List<Row<Revision.Current>> rows = rows(revisions, revision -> {
            Revision.Current current = revision.current();
            return current == null ? List.of() : List.of(current);
        });
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = prepare(SAVE_ATHLETES)) {
            keys(insert, rows.stream().map(Row::key).toList());
            column(insert, 3, "int8", rows, Revision.Current::position);
            column(insert, 4, "int8", rows, Revision.Current::lastMicros);
            column(insert, 5, "int8", rows, Revision.Current::lastSessionMicros);
            column(insert, 6, "int8", rows, Revision.Current::sessions);
            column(insert, 7, "bytea", rows, Revision.Current::state);
            column(insert, 8, "bytea", rows, Revision.Current::digest);
            insert.executeUpdate();
        }
    }

    private record Row<T>(AthleteKey key, T content) {}

    private static <T> List<Row<T>> rows(List<Revision> revisions, Function<Revision, List<T>> part) {
        List<Row<T>> rows = new ArrayList<>();
        for (Revision revision : revisions) {
            for (T content : part.apply(revision)) {
                rows.add(new Row<>(revision.key(), content));
            }
        }
        return rows;
    }

    private void keys(PreparedStatement statement, List<AthleteKey> keys) throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", keys.stream().map(AthleteKey::tenant).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "text", keys.stream().map(AthleteKey::athlete).toArray()));
    }

    private <T> void column(
            PreparedStatement statement,
            int index,
            String type,
            List<Row<T>> rows,
            Function<? super T, ? extends @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] column = type.equals("bytea") ? new byte[rows.size()][] : new @Nullable Object[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i).content());
        }
        statement.setArray(index, connection.createArrayOf(type, column));
    }
}
