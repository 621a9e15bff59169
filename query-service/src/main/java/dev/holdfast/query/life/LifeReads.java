package dev.holdfast.query.life;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
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

/** Whole lives from the read tables. */
@ApplicationScoped
public class LifeReads {
    private static final String CHUNKS = """
            select entries
            from serving.timeline_chunk
            where tenant_id = ? and athlete_id = ?
            order by from_micros
            """;

    private static final String POSITION =
            "select position from serving.athlete where tenant_id = ? and athlete_id = ?";

    private final AgroalDataSource database;

    public LifeReads(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * One athlete's life, as known at {@code knownAt} or, without one, as it stands.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete, or was known then
     */
    public Life life(TenantId tenant, AthleteId athlete, @Nullable Instant knownAt) throws SQLException {
        List<TimelineEntry> entries = entries(tenant, athlete);
        Life life = knownAt == null ? Life.standing(entries) : Life.asKnownAt(entries, knownAt);
        if (life.position() == 0) {
            throw new UnknownAthleteException(athlete);
        }
        return life;
    }

    /**
     * Every fact, superseded ones too, in effective order.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete
     */
    public List<TimelineEntry> entries(TenantId tenant, AthleteId athlete) throws SQLException {
        List<TimelineEntry> entries = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CHUNKS)) {
            select.setString(1, tenant.value());
            select.setString(2, athlete.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.addAll(TimelineChunk.decode(rows.getBytes(1)));
                }
            }
        }
        if (entries.isEmpty()) {
            throw new UnknownAthleteException(athlete);
        }
        return entries;
    }

    /**
     * Position of the last event that is known of the athlete; one row, so that an unchanged answer is not computed.
     *
     * @throws UnknownAthleteException when nothing is known of the athlete
     */
    public long position(TenantId tenant, AthleteId athlete) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(POSITION)) {
            select.setString(1, tenant.value());
            select.setString(2, athlete.value());
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    return rows.getLong(1);
                }
            }
        }
        throw new UnknownAthleteException(athlete);
    }
}
