package dev.holdfast.query.trajectory;

import dev.holdfast.query.http.UnknownAthleteException;
import dev.holdfast.timeline.TimelineChunk;
import dev.holdfast.timeline.TimelineEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whole lives from the read database. */
@ApplicationScoped
public class Timelines {
    private static final String CHUNKS = """
            select entries
            from serving.timeline_chunk
            where tenant_id = ? and athlete_id = ?
            order by from_micros
            """;

    private static final String POSITION =
            "select position from serving.athlete where tenant_id = ? and athlete_id = ?";

    private final DataSource reads;

    public Timelines(DataSource reads) {
        this.reads = reads;
    }

    /**
     * One athlete's life, as known at {@code knownAt} or, without one, as it stands.
     *
     * @throws UnknownAthleteException for an athlete never heard of
     */
    public Life life(String tenantId, String athleteId, @Nullable Instant knownAt) throws SQLException {
        List<TimelineEntry> entries = entries(tenantId, athleteId);
        return knownAt == null ? Life.standing(entries) : Life.asKnownAt(entries, knownAt);
    }

    /** Every fact, those taken back too, in effective order. */
    public List<TimelineEntry> entries(String tenantId, String athleteId) throws SQLException {
        List<TimelineEntry> entries = new ArrayList<>();
        try (Connection connection = reads.getConnection();
                PreparedStatement select = connection.prepareStatement(CHUNKS)) {
            select.setString(1, tenantId);
            select.setString(2, athleteId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.addAll(TimelineChunk.decode(rows.getBytes(1)));
                }
            }
        }
        if (entries.isEmpty()) {
            throw new UnknownAthleteException(athleteId);
        }
        return entries;
    }

    /**
     * Of the last event that is known of the athlete; one row, so that an unchanged answer is not computed.
     *
     * @throws UnknownAthleteException for an athlete never heard of
     */
    public long position(String tenantId, String athleteId) throws SQLException {
        try (Connection connection = reads.getConnection();
                PreparedStatement select = connection.prepareStatement(POSITION)) {
            select.setString(1, tenantId);
            select.setString(2, athleteId);
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    return rows.getLong(1);
                }
            }
        }
        throw new UnknownAthleteException(athleteId);
    }
}
