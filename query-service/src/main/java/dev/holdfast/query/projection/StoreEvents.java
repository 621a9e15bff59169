package dev.holdfast.query.projection;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.EventKey;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.timeline.EncodedEvent;
import dev.holdfast.timeline.TimelineChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Single athletes' events from the store. */
public final class StoreEvents {
    private static final String OF_ATHLETES = """
            select e.position, e.tenant_id, e.athlete_id, e.schema_version, e.occurred_at, e.recorded_at,
                e.source, e.source_event_id, e.payload
            from unnest(?::text[], ?::text[], ?::bigint[]) k (tenant, athlete, up_to)
            join event e on e.tenant_id = k.tenant and e.athlete_id = k.athlete and e.position <= k.up_to
            order by e.position""";

    private StoreEvents() {}

    /**
     * What is known of each athlete up to a position, in the order of positions. As in live work, what cannot be read is
     * left out.
     */
    public static Map<AthleteKey, List<TimelineChange>> changes(
            Connection store, Map<AthleteKey, Long> upTo, ExerciseCatalogue catalogue) throws SQLException {
        Map<AthleteKey, List<TimelineChange>> changes = new HashMap<>();
        List<AthleteKey> keys = List.copyOf(upTo.keySet());
        try (PreparedStatement select = store.prepareStatement(OF_ATHLETES)) {
            AthleteKey.set(select, 1, keys);
            select.setArray(
                    3, store.createArrayOf("int8", keys.stream().map(upTo::get).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    add(rows, catalogue, changes);
                }
            }
        }
        return changes;
    }

    private static void add(ResultSet row, ExerciseCatalogue catalogue, Map<AthleteKey, List<TimelineChange>> changes)
            throws SQLException {
        EncodedEvent event = new EncodedEvent(
                row.getLong(1),
                TimelineChange.digest(new EventKey(row.getString(7), row.getString(8))),
                TimelineChange.micros(row.getObject(5, OffsetDateTime.class).toInstant()),
                TimelineChange.micros(row.getObject(6, OffsetDateTime.class).toInstant()),
                row.getInt(4),
                row.getBytes(9));
        TimelineChange change;
        try {
            change = event.change(catalogue);
        } catch (IllegalArgumentException e) {
            return;
        }
        changes.computeIfAbsent(new AthleteKey(row.getString(2), row.getString(3)), any -> new ArrayList<>())
                .add(change);
    }
}
