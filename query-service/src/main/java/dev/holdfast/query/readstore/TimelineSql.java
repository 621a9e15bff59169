package dev.holdfast.query.readstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is stored of athletes, as far as a batch of changes needs it. Each statement handles a whole batch at once. */
public final class TimelineSql {
    private static final String STORED = """
            select k.tenant, k.athlete, a.position, a.state,
                   c.from_micros, c.from_day, c.entry_count, c.before_position, c.before_micros, c.state_before,
                   c.digest_before, c.entries
            """;

    private static final String LAST_CHUNKS = STORED + """
            from unnest(?::text[], ?::text[]) k (tenant, athlete)
            join serving.athlete a on a.tenant_id = k.tenant and a.athlete_id = k.athlete
            left join lateral (
                select * from serving.timeline_chunk c
                where c.tenant_id = k.tenant and c.athlete_id = k.athlete
                order by c.from_micros desc limit 1) c on true""";

    private static final String CHUNKS_FROM = STORED + """
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

    private final Connection connection;
    private final String schema;

    public TimelineSql(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql.replace(ReadTables.SERVING + ".", schema + "."));
    }

    /** What is stored of each athlete, with the last chunk. */
    public Map<AthleteKey, StoredAthlete> lastChunks(List<AthleteKey> keys) throws SQLException {
        try (PreparedStatement select = prepare(LAST_CHUNKS)) {
            AthleteKey.set(select, 1, keys);
            return stored(select);
        }
    }

    /** What is stored of each athlete, with the chunks from the one on that a fact of that instant and day lies in. */
    public Map<AthleteKey, StoredAthlete> chunksFrom(List<AthleteKey> keys, List<Long> micros, List<Integer> days)
            throws SQLException {
        try (PreparedStatement select = prepare(CHUNKS_FROM)) {
            AthleteKey.set(select, 1, keys);
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
}
