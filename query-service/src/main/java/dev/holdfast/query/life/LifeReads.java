package dev.holdfast.query.life;

import dev.holdfast.digest.Sha256;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.query.servingmodel.StateVersion;
import dev.holdfast.timeline.AthleteFold;
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

/** Whole lives from the read tables. */
@ApplicationScoped
public class LifeReads {
    private static final String CHUNKS = "select entries, " + ServingModel.HASH + """

            from serving.timeline_chunk
            where tenant_id = ? and athlete_id = ?
            order by from_micros
            """;

    private static final String VERSION = "select position, digest, " + ServingModel.HASH
            + " from serving.athlete where tenant_id = ? and athlete_id = ?";

    private final AgroalDataSource database;
    private final ServingModel model;

    public LifeReads(AgroalDataSource database, ServingModel model) {
        this.database = database;
        this.model = model;
    }

    /** A life with the model that answers about it are computed with. */
    public record Read(Life life, ServingModel.Current model) {
        public AthleteFold fold() {
            return model.fold();
        }

        /** Of exactly these facts, so it stays the same while facts come that were not known then. */
        public StateVersion version() {
            return new StateVersion(
                    life.position(), HexFormat.of().formatHex(Sha256.of(TimelineChunk.encode(life.entries()))), model);
        }
    }

    /**
     * One athlete's life, as known at {@code knownAt} or, without one, as it stands.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete, or was known then
     */
    public Read life(TenantId tenant, AthleteId athlete, @Nullable Instant knownAt) throws SQLException {
        Facts facts = facts(tenant, athlete);
        Life life = knownAt == null ? Life.standing(facts.entries()) : Life.asKnownAt(facts.entries(), knownAt);
        if (life.position() == 0) {
            throw new UnknownAthleteException(athlete);
        }
        return new Read(life, facts.model());
    }

    /**
     * Every fact, superseded ones too, in effective order.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete
     */
    public List<TimelineEntry> entries(TenantId tenant, AthleteId athlete) throws SQLException {
        return facts(tenant, athlete).entries();
    }

    private record Facts(List<TimelineEntry> entries, ServingModel.Current model) {}

    private Facts facts(TenantId tenant, AthleteId athlete) throws SQLException {
        List<TimelineEntry> entries = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHUNKS)) {
            select.setString(1, tenant.value());
            select.setString(2, athlete.value());
            String hash = null;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.addAll(TimelineChunk.decode(rows.getBytes(1)));
                    hash = rows.getString(2);
                }
            }
            if (entries.isEmpty()) {
                throw new UnknownAthleteException(athlete);
            }
            return new Facts(entries, model.of(connection, hash));
        }
    }

    /**
     * What the newest answers rest on; one row, so that an unchanged answer is not computed.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete
     */
    public StateVersion version(TenantId tenant, AthleteId athlete) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(VERSION)) {
            select.setString(1, tenant.value());
            select.setString(2, athlete.value());
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    return new StateVersion(
                            rows.getLong(1),
                            HexFormat.of().formatHex(rows.getBytes(2)),
                            model.of(connection, rows.getString(3)));
                }
            }
        }
        throw new UnknownAthleteException(athlete);
    }
}
