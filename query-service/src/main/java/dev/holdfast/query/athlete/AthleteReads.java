package dev.holdfast.query.athlete;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.life.LifeReads;
import dev.holdfast.query.life.UnknownAthleteException;
import dev.holdfast.query.readstore.UnreadableRow;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.query.servingmodel.StateVersion;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * States from the read tables, each with the model that it was computed with: both come from one statement.
 *
 * <p>A state at an instant costs one row (the chunk that the instant lies in, or the current state behind the last fact),
 * at most a chunk of facts, and one step of decay. A state as it was known earlier costs the athlete's whole timeline.
 */
@ApplicationScoped
public class AthleteReads {
    private static final String NEWEST = "select a.position, a.digest, " + ServingModel.HASH + """
            , a.last_micros, a.state from serving.athlete a
            where a.tenant_id = ? and a.athlete_id = ?""";

    private static final String AT = "select a.position, a.digest, " + ServingModel.HASH + """
            , a.last_micros, a.state, c.state_before, c.entries
            from serving.athlete a
            left join lateral (
                select * from serving.timeline_chunk c
                where a.last_micros > ? and c.tenant_id = a.tenant_id and c.athlete_id = a.athlete_id
                  and c.from_micros <= ?
                order by c.from_micros desc limit 1) c on true
            where a.tenant_id = ? and a.athlete_id = ?""";

    private static final String MEMBERS =
            "select a.athlete_id, a.position, " + ServingModel.HASH + ", a.state from serving.athlete a ";

    private static final String PAGE = MEMBERS + """
            where a.tenant_id = ? and a.athlete_id > ? order by a.athlete_id limit ?""";

    private static final String THESE = MEMBERS + """
            where a.tenant_id = ? and a.athlete_id = any (?)""";

    private static final String CHECKPOINTS = """
            select kept.*, %s from (
            select effective_micros, kind, inferred, position, state, digest
            from serving.checkpoint where tenant_id = ? and athlete_id = ?
            union all
            select before_micros, 'chunk', true, before_position, state_before, digest_before
            from serving.timeline_chunk where tenant_id = ? and athlete_id = ? and before_micros is not null
            union all
            select last_micros, 'newest', true, position, state, digest
            from serving.athlete where tenant_id = ? and athlete_id = ?
            ) kept
            order by effective_micros, position, array_position(array['chunk', 'start', 'pause', 'newest'], kind)""".formatted(ServingModel.HASH);

    private final AgroalDataSource database;
    private final ServingModel model;
    private final LifeReads lives;

    public AthleteReads(AgroalDataSource database, ServingModel model) {
        this.model = model;
        this.database = database;
        this.lives = new LifeReads(database, model);
    }

    /**
     * An athlete at an instant.
     *
     * @param position of the last event that was known
     * @param model that the body was read with
     */
    public record Known(String athleteId, long position, ServingModel.Current model, BodyAt body) {}

    /**
     * An athlete at an instant, read but not folded: whoever has the answer already needs no more than the version.
     *
     * @param body folds
     */
    public record Found(AthleteId athlete, StateVersion version, Supplier<BodyAt> body) {
        public Known known() {
            return new Known(athlete.value(), version.position(), version.model(), body.get());
        }
    }

    /** A stored checkpoint, read at its own moment. */
    public record StoredCheckpoint(
            Instant effectiveAt,
            String kind,
            boolean inferred,
            long position,
            String digest,
            ServingModel.Current model,
            BodyAt body) {}

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
                if (row.getLong(4) <= TimelineChange.micros(now)) {
                    return found(athlete, version(connection, row), row.getBytes(5), null, now);
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
                StateVersion version = version(connection, row);
                return row.getLong(4) <= micros
                        ? found(athlete, version, row.getBytes(5), null, at)
                        : found(athlete, version, row.getBytes(6), row.getBytes(7), at);
            }
        }
    }

    private StateVersion version(Connection connection, ResultSet row) throws SQLException {
        return new StateVersion(
                row.getLong(1), HexFormat.of().formatHex(row.getBytes(2)), model.of(connection, row.getString(3)));
    }

    private static Found found(
            AthleteId athlete, StateVersion version, byte @Nullable [] before, byte @Nullable [] entries, Instant at) {
        return new Found(athlete, version, () -> {
            AthleteFold fold = version.model().fold();
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
        LifeReads.Read read = lives.life(tenant, athlete, knownAt);
        return new Found(athlete, read.version(), () -> read.life().at(at, read.fold()));
    }

    /** Athletes in the order of their ids, after {@code after}. */
    public List<Known> page(TenantId tenant, String after, int limit, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, tenant.value());
            select.setString(2, after);
            select.setInt(3, limit);
            return known(tenant, select, now);
        }
    }

    /** These athletes in this order, but for those that nothing is known of. */
    public List<Known> these(TenantId tenant, List<String> athleteIds, Instant at) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(THESE)) {
            select.setString(1, tenant.value());
            select.setArray(2, connection.createArrayOf("text", athleteIds.toArray()));
            Map<String, Known> byId = new HashMap<>();
            known(tenant, select, at).forEach(known -> byId.put(known.athleteId(), known));
            return athleteIds.stream().map(byId::get).filter(Objects::nonNull).toList();
        }
    }

    private List<Known> known(TenantId tenant, PreparedStatement select, Instant at) throws SQLException {
        AthleteState state = AthleteState.untrained();
        Decays decays = new Decays();
        List<Known> known = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String athleteId = rows.getString(1);
                long position = rows.getLong(2);
                ServingModel.Current read = model.of(select.getConnection(), rows.getString(3));
                try {
                    state.become(rows.getBytes(4));
                    known.add(new Known(athleteId, position, read, BodyAt.consume(state, at, read.fold(), decays)));
                } catch (RuntimeException e) {
                    UnreadableRow.tell(tenant.value(), athleteId, position, e);
                }
            }
        }
        return known;
    }

    /** Every checkpoint of an athlete in effective order; empty when there is no such athlete. */
    public List<StoredCheckpoint> checkpoints(TenantId tenant, AthleteId athlete) throws SQLException {
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
                    ServingModel.Current read = model.of(connection, rows.getString(7));
                    found.add(new StoredCheckpoint(
                            effective,
                            rows.getString(2),
                            rows.getBoolean(3),
                            rows.getLong(4),
                            HexFormat.of().formatHex(rows.getBytes(6)),
                            read,
                            BodyAt.consume(AthleteState.fromBytes(rows.getBytes(5)), effective, read.fold())));
                }
            }
        }
        return found;
    }
}
