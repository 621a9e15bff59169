package dev.holdfast.query.rebuild;

import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.model.ServingModel;
import dev.holdfast.query.projection.AthleteKey;
import dev.holdfast.query.projection.AthleteRevision;
import dev.holdfast.query.projection.Revision;
import dev.holdfast.query.projection.StoreEvents;
import dev.holdfast.query.projection.StoredAthlete;
import dev.holdfast.timeline.TimelineChange;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes stored states and checkpoints again from the store's events and compares their digests and bytes. */
@ApplicationScoped
public class StateVerification {
    private static final String STORED = """
            select 'newest', last_micros, 0::bigint, state, digest, tenant_id, athlete_id from serving.athlete
            where (tenant_id, athlete_id) in (select * from unnest(?::text[], ?::text[]))
            union all
            select 'chunk', from_micros, 0, state_before, digest_before, tenant_id, athlete_id from serving.timeline_chunk
            where (tenant_id, athlete_id) in (select * from unnest(?::text[], ?::text[]))
            union all
            select kind, effective_micros, cause, state, digest, tenant_id, athlete_id from serving.checkpoint
            where (tenant_id, athlete_id) in (select * from unnest(?::text[], ?::text[]))""";

    private final AgroalDataSource reads;
    private final AgroalDataSource store;
    private final ServingModel model;

    public StateVerification(AgroalDataSource reads, @DataSource("store") AgroalDataSource store, ServingModel model) {
        this.reads = reads;
        this.store = store;
        this.model = model;
    }

    /**
     * What was found.
     *
     * @param last athlete of a page, to go on after; null of a sample and of the last page
     */
    public record Outcome(
            long athletes,
            long checkpoints,
            List<Difference> differences,
            @Nullable AthleteKey last) {}

    /**
     * A stored row that is not what the events give.
     *
     * @param kind newest, chunk, start or pause
     * @param micros instant of the checkpoint in microseconds since 1970; of a chunk, its first instant
     * @param stored digest, null when nothing is stored
     * @param computed digest, null when there should be nothing
     */
    public record Difference(
            String tenant,
            String athlete,
            String kind,
            long micros,
            @Nullable String stored,
            @Nullable String computed) {}

    @SuppressWarnings("ArrayRecordComponent") // Compared by hand.
    private record Kept(byte[] state, byte[] digest) {}

    /** Checks so many athletes, drawn at random. */
    public Outcome sample(int athletes) throws SQLException {
        return verify(
                "select tenant_id, athlete_id, position from serving.athlete order by random() limit ?",
                null,
                athletes);
    }

    /** Checks the athletes that follow {@code after} in the order of tenant and id. */
    public Outcome page(AthleteKey after, int athletes) throws SQLException {
        return verify(
                "select tenant_id, athlete_id, position from serving.athlete where (tenant_id, athlete_id) > (?, ?)"
                        + " order by tenant_id, athlete_id limit ?",
                after,
                athletes);
    }

    private Outcome verify(String chosen, @Nullable AthleteKey after, int limit) throws SQLException {
        Map<AthleteKey, Long> positions = new LinkedHashMap<>();
        Map<AthleteKey, Map<String, Kept>> stored = new HashMap<>();
        ServingModel.Current current;
        try (Connection connection = reads.getConnection();
                Transaction snapshot = Transaction.begin(connection)) {
            BuiltTables.execute(snapshot.connection(), "set transaction isolation level repeatable read");
            current = model.refresh(connection);
            choose(connection, chosen, after, limit, positions);
            stored(connection, positions, stored);
        }
        Map<AthleteKey, List<TimelineChange>> events;
        try (Connection connection = store.getConnection()) {
            events = StoreEvents.changes(connection, positions, current.fold().catalogue());
        }
        long checkpoints = 0;
        List<Difference> differences = new ArrayList<>();
        AthleteKey last = null;
        for (AthleteKey key : positions.keySet()) {
            Map<String, Kept> computed = computed(key, events.getOrDefault(key, List.of()), current);
            Map<String, Kept> kept = stored.getOrDefault(key, Map.of());
            checkpoints += kept.size();
            compare(key, kept, computed, differences);
            last = key;
        }
        return new Outcome(
                positions.size(), checkpoints, differences, after == null || positions.size() < limit ? null : last);
    }

    private static void choose(
            Connection connection, String sql, @Nullable AthleteKey after, int limit, Map<AthleteKey, Long> positions)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (after == null) {
                select.setInt(1, limit);
            } else {
                select.setString(1, after.tenant());
                select.setString(2, after.athlete());
                select.setInt(3, limit);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    positions.put(new AthleteKey(rows.getString(1), rows.getString(2)), rows.getLong(3));
                }
            }
        }
    }

    private static void stored(
            Connection connection, Map<AthleteKey, Long> positions, Map<AthleteKey, Map<String, Kept>> stored)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STORED)) {
            for (int i = 1; i <= 6; i += 2) {
                select.setArray(
                        i,
                        connection.createArrayOf(
                                "text",
                                positions.keySet().stream()
                                        .map(AthleteKey::tenant)
                                        .toArray()));
                select.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text",
                                positions.keySet().stream()
                                        .map(AthleteKey::athlete)
                                        .toArray()));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.computeIfAbsent(new AthleteKey(rows.getString(6), rows.getString(7)), any -> new TreeMap<>())
                            .put(
                                    name(rows.getString(1), rows.getLong(2), rows.getLong(3)),
                                    new Kept(rows.getBytes(4), rows.getBytes(5)));
                }
            }
        }
    }

    private static Map<String, Kept> computed(
            AthleteKey key, List<TimelineChange> changes, ServingModel.Current current) {
        Map<String, Kept> computed = new TreeMap<>();
        if (changes.isEmpty()) {
            return computed;
        }
        Revision revision = AthleteRevision.of(current.fold(), current.running(), key, StoredAthlete.NONE, changes);
        Revision.Current newest = revision.current();
        if (newest != null) {
            computed.put(name("newest", newest.lastMicros(), 0), new Kept(newest.state(), newest.digest()));
            revision.chunks()
                    .forEach(chunk -> computed.put(
                            name("chunk", chunk.fromMicros(), 0), new Kept(chunk.stateBefore(), chunk.digestBefore())));
            revision.checkpoints()
                    .forEach(checkpoint -> computed.put(
                            name(checkpoint.kind(), checkpoint.effectiveMicros(), checkpoint.cause()),
                            new Kept(checkpoint.state(), checkpoint.digest())));
        }
        return computed;
    }

    private static void compare(
            AthleteKey key, Map<String, Kept> stored, Map<String, Kept> computed, List<Difference> differences) {
        Map<String, Kept> all = new TreeMap<>(computed);
        stored.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            Kept is = stored.get(name);
            Kept should = computed.get(name);
            boolean same = is != null
                    && should != null
                    && Arrays.equals(is.state(), should.state())
                    && Arrays.equals(is.digest(), should.digest());
            if (!same) {
                String[] parts = name.split(" ", -1);
                differences.add(new Difference(
                        key.tenant(), key.athlete(), parts[0], Long.parseLong(parts[1]), digest(is), digest(should)));
            }
        }
    }

    private static String name(String kind, long micros, long cause) {
        return kind + " " + micros + " " + cause;
    }

    private static @Nullable String digest(@Nullable Kept kept) {
        return kept == null ? null : HexFormat.of().formatHex(kept.digest());
    }
}
