package dev.holdfast.query.athlete;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.Decays;
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
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States from the read tables. The fold is taken before a connection is: the first one to ask for it reads it from the
 * database, and a read that holds one connection while it waits for another can wait for ever.
 *
 * <p>A state at an instant costs one row (the chunk that the instant lies in, or the current state behind the last fact),
 * at most a chunk of facts, and one step of decay. A state as it was known earlier costs the athlete's timeline from the
 * first chunk on that changed since.
 */
@ApplicationScoped
public class AthleteReads {
    private static final String NEWEST = """
            select a.position, a.last_micros, a.state from serving.athlete a
            where a.tenant_id = ? and a.athlete_id = ?""";

    private static final String AT = """
            select a.position, a.last_micros, a.state, c.before_position, c.state_before, c.entries
            from serving.athlete a
            left join lateral (
                select * from serving.timeline_chunk c
                where a.last_micros > ? and c.tenant_id = a.tenant_id and c.athlete_id = a.athlete_id
                  and c.from_micros <= ?
                order by c.from_micros desc limit 1) c on true
            where a.tenant_id = ? and a.athlete_id = ?""";

    private static final String TIMELINE = """
            select c.entries from serving.timeline_chunk c where c.tenant_id = ? and c.athlete_id = ?
            order by c.from_micros""";

    private static final String PAGE = """
            select a.athlete_id, a.position, a.last_micros, a.state from serving.athlete a
            where a.tenant_id = ? and a.athlete_id > ? order by a.athlete_id limit ?""";

    private static final String CHECKPOINTS = """
            select * from (
            select effective_micros, kind, inferred, position, state, digest
            from serving.checkpoint where tenant_id = ? and athlete_id = ?
            union all
            select before_micros, 'chunk', true, before_position, state_before, digest_before
            from serving.timeline_chunk where tenant_id = ? and athlete_id = ? and before_micros is not null
            union all
            select last_micros, 'newest', true, position, state, digest
            from serving.athlete where tenant_id = ? and athlete_id = ?
            ) kept
            order by effective_micros, position, array_position(array['chunk', 'start', 'pause', 'newest'], kind)""";

    private final AgroalDataSource database;
    private final ServingModel model;

    public AthleteReads(AgroalDataSource database, ServingModel model) {
        this.model = model;
        this.database = database;
    }

    /**
     * An athlete at an instant.
     *
     * @param position of the last event that was known
     */
    public record Known(String athleteId, long position, BodyAt body) {}

    /** A stored checkpoint, read at its own moment. */
    public record KeptAt(
            Instant effectiveAt, String kind, boolean inferred, long position, String digest, BodyAt body) {}

    /** As {@link #at(TenantId, AthleteId, Instant)}, for less where {@code now} is not before the newest fact, as it mostly is. */
    public @Nullable Known now(TenantId tenant, AthleteId athlete, Instant now) throws SQLException {
        AthleteFold fold = model.fold();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setString(1, tenant.value());
            select.setString(2, athlete.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (row.getLong(2) <= TimelineChange.micros(now)) {
                    AthleteState state = AthleteState.fromBytes(row.getBytes(3));
                    return new Known(athlete.value(), row.getLong(1), BodyAt.consume(state, now, fold));
                }
            }
        }
        return at(tenant, athlete, now);
    }

    /** The athlete at {@code at}, as known now; null when there is no such athlete. */
    public @Nullable Known at(TenantId tenant, AthleteId athlete, Instant at) throws SQLException {
        AthleteFold fold = model.fold();
        long micros = TimelineChange.micros(at);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(AT)) {
            select.setLong(1, micros);
            select.setLong(2, micros);
            select.setString(3, tenant.value());
            select.setString(4, athlete.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                AthleteState state = row.getLong(2) <= micros
                        ? AthleteState.fromBytes(row.getBytes(3))
                        : stateWithin(row.getBytes(5), row.getBytes(6), micros, fold);
                return new Known(athlete.value(), row.getLong(1), BodyAt.consume(state, at, fold));
            }
        }
    }

    private static AthleteState stateWithin(
            byte @Nullable [] before, byte @Nullable [] entries, long micros, AthleteFold fold) {
        if (before == null || entries == null) {
            return AthleteState.untrained();
        }
        AthleteState state = AthleteState.fromBytes(before);
        for (TimelineEntry entry : TimelineChunk.decode(entries)) {
            if (entry.stands() && entry.atMicros() <= micros) {
                fold.apply(entry, state, CheckpointListener.NONE);
            }
        }
        return state;
    }

    /** The athlete at {@code at} as it was known at {@code knownAt}; null when nothing was known of the athlete then. */
    public @Nullable Known at(TenantId tenant, AthleteId athlete, Instant at, Instant knownAt) throws SQLException {
        long knownMicros = TimelineChange.micros(knownAt);
        List<TimelineEntry> entries = timeline(tenant, athlete);
        long known = 0;
        for (TimelineEntry entry : entries) {
            if (entry.recordedAtMicros() <= knownMicros) {
                known = Math.max(known, entry.position());
            }
            TimelineEntry.Supersession superseded = entry.superseded();
            if (superseded != null && superseded.recordedAtMicros() <= knownMicros) {
                known = Math.max(known, superseded.position());
            }
        }
        if (known == 0) {
            return null;
        }
        long micros = TimelineChange.micros(at);
        AthleteFold fold = model.fold();
        AthleteState state = AthleteState.untrained();
        for (TimelineEntry entry : entries) {
            if (entry.visibleAt(known) && entry.atMicros() <= micros) {
                fold.apply(entry, state, CheckpointListener.NONE);
            }
        }
        return new Known(athlete.value(), known, BodyAt.consume(state, at, fold));
    }

    private List<TimelineEntry> timeline(TenantId tenant, AthleteId athlete) throws SQLException {
        List<TimelineEntry> entries = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(TIMELINE)) {
            select.setString(1, tenant.value());
            select.setString(2, athlete.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.addAll(TimelineChunk.decode(rows.getBytes(1)));
                }
            }
        }
        return entries;
    }

    /** Athletes in the order of their ids, after {@code after}; each at {@code now} or at its newest fact, if later. */
    public List<Known> page(TenantId tenant, String after, int limit, Instant now) throws SQLException {
        AthleteFold fold = model.fold();
        AthleteState state = AthleteState.untrained();
        Decays decays = new Decays();
        List<Known> page = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, tenant.value());
            select.setString(2, after);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Instant last = TimelineChange.instant(rows.getLong(3));
                    state.become(rows.getBytes(4));
                    page.add(new Known(
                            rows.getString(1),
                            rows.getLong(2),
                            BodyAt.consume(state, last.isAfter(now) ? last : now, fold, decays)));
                }
            }
        }
        return page;
    }

    /** Every checkpoint of an athlete in effective order; empty when there is no such athlete. */
    public List<KeptAt> checkpoints(TenantId tenant, AthleteId athlete) throws SQLException {
        AthleteFold fold = model.fold();
        List<KeptAt> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHECKPOINTS)) {
            for (int i = 1; i <= 6; i += 2) {
                select.setString(i, tenant.value());
                select.setString(i + 1, athlete.value());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Instant effective = TimelineChange.instant(rows.getLong(1));
                    found.add(new KeptAt(
                            effective,
                            rows.getString(2),
                            rows.getBoolean(3),
                            rows.getLong(4),
                            HexFormat.of().formatHex(rows.getBytes(6)),
                            BodyAt.consume(AthleteState.fromBytes(rows.getBytes(5)), effective, fold)));
                }
            }
        }
        return found;
    }
}
