package dev.holdfast.query.athlete;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.life.Life;
import dev.holdfast.query.life.LifeReads;
import dev.holdfast.query.life.UnknownAthleteException;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Decays;
import dev.holdfast.timeline.TimelineChange;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * States from the read tables. Where a read folds while it holds a connection, it asks for the model before: the first one
 * to ask reads it from the database, and a read that holds one connection while it waits for another can wait for ever.
 *
 * <p>A state at an instant costs one row (the chunk that the instant lies in, or the current state behind the last fact),
 * at most a chunk of facts, and one step of decay. A state as it was known earlier costs the athlete's whole timeline.
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
    private final LifeReads lives;

    public AthleteReads(AgroalDataSource database, ServingModel model) {
        this.model = model;
        this.database = database;
        this.lives = new LifeReads(database);
    }

    /**
     * An athlete at an instant.
     *
     * @param position of the last event that was known
     */
    public record Known(String athleteId, long position, BodyAt body) {}

    /**
     * An athlete at an instant, read but not folded: whoever has the answer already needs no more than the position.
     *
     * @param position of the last event that was known
     * @param body folds
     */
    public record Found(AthleteId athlete, long position, Supplier<BodyAt> body) {
        public Known known() {
            return new Known(athlete.value(), position, body.get());
        }
    }

    /** A stored checkpoint, read at its own moment. */
    public record StoredCheckpoint(
            Instant effectiveAt, String kind, boolean inferred, long position, String digest, BodyAt body) {}

    /**
     * As {@link #at(TenantId, AthleteId, Instant)}, for less where {@code now} is not before the newest fact, as it mostly
     * is.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete
     */
    public Found now(TenantId tenant, AthleteId athlete, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setString(1, tenant.value());
            select.setString(2, athlete.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new UnknownAthleteException(athlete);
                }
                if (row.getLong(2) <= TimelineChange.micros(now)) {
                    return found(athlete, row.getLong(1), row.getBytes(3), null, now);
                }
            }
        }
        return at(tenant, athlete, now);
    }

    /**
     * The athlete at {@code at}, as known now.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete
     */
    public Found at(TenantId tenant, AthleteId athlete, Instant at) throws SQLException {
        long micros = TimelineChange.micros(at);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(AT)) {
            select.setLong(1, micros);
            select.setLong(2, micros);
            select.setString(3, tenant.value());
            select.setString(4, athlete.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new UnknownAthleteException(athlete);
                }
                long position = row.getLong(1);
                return row.getLong(2) <= micros
                        ? found(athlete, position, row.getBytes(3), null, at)
                        : found(athlete, position, row.getBytes(5), row.getBytes(6), at);
            }
        }
    }

    private Found found(
            AthleteId athlete, long position, byte @Nullable [] before, byte @Nullable [] entries, Instant at) {
        return new Found(athlete, position, () -> {
            AthleteFold fold = model.fold();
            AthleteState state = AthleteState.untrained();
            StoredState.read(before, entries, at, state, fold);
            return BodyAt.consume(state, at, fold);
        });
    }

    /**
     * The athlete at {@code at} as it was known at {@code knownAt}.
     *
     * @throws UnknownAthleteException when nothing was known of the athlete then
     */
    public Found at(TenantId tenant, AthleteId athlete, Instant at, Instant knownAt) throws SQLException {
        Life life = lives.life(tenant, athlete, knownAt);
        return new Found(athlete, life.position(), () -> life.at(at, model.fold()));
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
    public List<StoredCheckpoint> checkpoints(TenantId tenant, AthleteId athlete) throws SQLException {
        AthleteFold fold = model.fold();
        List<StoredCheckpoint> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHECKPOINTS)) {
            for (int i = 1; i <= 6; i += 2) {
                select.setString(i, tenant.value());
                select.setString(i + 1, athlete.value());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Instant effective = TimelineChange.instant(rows.getLong(1));
                    found.add(new StoredCheckpoint(
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
