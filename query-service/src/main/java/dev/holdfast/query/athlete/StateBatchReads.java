package dev.holdfast.query.athlete;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.model.ServingModel;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineChunk;
import dev.holdfast.timeline.TimelineEntry;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** States of many athletes at one instant, in one statement. */
@ApplicationScoped
public class StateBatchReads {
    /**
     * Either the state behind the last fact or the chunk that the instant lies in, never both. With its limit each athlete is
     * looked up by the key, also before the table was ever analyzed.
     */
    private static final String STATES = """
            select k.place, a.athlete_id, a.position,
                   case when a.last_micros <= ? then a.state else c.state_before end,
                   c.entries
            from unnest(?::text[]) with ordinality k (athlete_id, place)
            join lateral (
                select * from serving.athlete a where a.tenant_id = ? and a.athlete_id = k.athlete_id limit 1) a on true
            left join lateral (
                select c.state_before, c.entries from serving.timeline_chunk c
                where a.last_micros > ? and c.tenant_id = a.tenant_id and c.athlete_id = a.athlete_id
                  and c.from_micros <= ?
                order by c.from_micros desc limit 1) c on true""";

    private final AgroalDataSource database;
    private final ServingModel model;

    public StateBatchReads(AgroalDataSource database, ServingModel model) {
        this.database = database;
        this.model = model;
    }

    /** A state as it is stored; reading it at an instant is work for whoever writes the answer. */
    record Stored(String athleteId, long position, byte @Nullable [] state, byte @Nullable [] entries) {
        AthleteReads.Known at(Instant at, AthleteFold fold) {
            long micros = TimelineChange.micros(at);
            AthleteState folded = state == null ? AthleteState.untrained() : AthleteState.fromBytes(state);
            if (entries != null) {
                for (TimelineEntry entry : TimelineChunk.decode(entries)) {
                    if (entry.stands() && entry.atMicros() <= micros) {
                        fold.apply(entry, folded, CheckpointListener.NONE);
                    }
                }
            }
            return new AthleteReads.Known(athleteId, position, BodyAt.consume(folded, at, fold));
        }
    }

    /** @return as long as {@code athletes} and in their order, null for those that nothing is known of */
    List<@Nullable Stored> at(TenantId tenant, List<AthleteId> athletes, Instant at) throws SQLException {
        long micros = TimelineChange.micros(at);
        @Nullable Stored[] found = new @Nullable Stored[athletes.size()];
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STATES)) {
            select.setLong(1, micros);
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text", athletes.stream().map(AthleteId::value).toArray()));
            select.setString(3, tenant.value());
            select.setLong(4, micros);
            select.setLong(5, micros);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found[rows.getInt(1) - 1] =
                            new Stored(rows.getString(2), rows.getLong(3), rows.getBytes(4), rows.getBytes(5));
                }
            }
        }
        List<@Nullable Stored> ordered = new ArrayList<>(found.length);
        for (@Nullable Stored each : found) {
            ordered.add(each);
        }
        return ordered;
    }

    StateSummary summary(Stored stored, Instant at) {
        return StateSummary.of(stored.at(at, model.fold()));
    }
}
