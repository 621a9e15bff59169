package dev.holdfast.query.verification;

import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.projection.AthleteRevision;
import dev.holdfast.query.projection.StoreEvents;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.ReadTable;
import dev.holdfast.query.readstore.ReadTable.Kept;
import dev.holdfast.query.readstore.ReadTables;
import dev.holdfast.query.readstore.Revision;
import dev.holdfast.query.readstore.StoredAthlete;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.TimelineChange;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes the rows of the read tables again from the events and compares states and digests with those stored. */
@ApplicationScoped
public class StateVerification {
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
            try (Statement statement = snapshot.connection().createStatement()) {
                statement.execute("set transaction isolation level repeatable read");
            }
            current = model.refresh(connection);
            choose(connection, chosen, after, limit, positions);
            List<AthleteKey> keys = List.copyOf(positions.keySet());
            for (ReadTable<?> table : ReadTables.ALL) {
                stored(connection, table, keys, stored);
            }
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

    private static <R> void stored(
            Connection connection, ReadTable<R> table, List<AthleteKey> keys, Map<AthleteKey, Map<String, Kept>> stored)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(table.select(ReadTables.SERVING))) {
            AthleteKey.set(select, 1, keys);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Map<String, @Nullable Object> cells = new HashMap<>();
                    for (String column : table.verifiedNames()) {
                        cells.put(column, rows.getObject(column));
                    }
                    Kept kept = table.kept(cells);
                    stored.computeIfAbsent(new AthleteKey(rows.getString(1), rows.getString(2)), any -> new TreeMap<>())
                            .put(kept.name(), kept);
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
        if (revision.current() != null) {
            ReadTables.ALL.forEach(table -> table.kept(revision).forEach(kept -> computed.put(kept.name(), kept)));
        }
        return computed;
    }

    private static void compare(
            AthleteKey key, Map<String, Kept> stored, Map<String, Kept> computed, List<Difference> differences) {
        Map<String, Kept> all = new TreeMap<>(computed);
        stored.forEach(all::putIfAbsent);
        all.forEach((name, any) -> {
            Kept is = stored.get(name);
            Kept should = computed.get(name);
            boolean same = is != null
                    && should != null
                    && Arrays.deepEquals(
                            is.compared().toArray(), should.compared().toArray());
            if (!same) {
                differences.add(new Difference(
                        key.tenant(), key.athlete(), any.kind(), any.micros(), shown(is), shown(should)));
            }
        });
    }

    private static @Nullable String shown(@Nullable Kept kept) {
        if (kept == null) {
            return null;
        }
        Object last = kept.compared().getLast();
        return last instanceof byte[] digest ? HexFormat.of().formatHex(digest) : String.valueOf(last);
    }
}
