package dev.holdfast.command.eventstore;

import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.kit.postgres.PostgresTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Training events as rows of PostgreSQL's binary COPY format, made ready before anybody's lock is taken. Positions and
 * the recorded time, which only the holder of the head's lock knows, are put in at the end: they stand first in each row.
 */
public final class EventRows {
    /** From a row's beginning: behind the number of columns and the column's own length. */
    private static final int POSITION_AT = CopyRows.COLUMN_COUNT_BYTES + CopyRows.LENGTH_BYTES;

    private static final int RECORDED_AT = POSITION_AT + Long.BYTES + CopyRows.LENGTH_BYTES;

    private final CopyRows rows = new CopyRows(
            "position",
            "recorded_at",
            "event_id",
            "occurred_at",
            "schema_version",
            "tenant_id",
            "athlete_id",
            "type",
            "source",
            "source_event_id",
            "payload");
    private int[] rowStarts = new int[64];
    private final List<Session> sessions = new ArrayList<>();
    private final List<NewEvent> revisions = new ArrayList<>();

    private record Session(int row, SessionSets sets) {}

    /** @throws IllegalArgumentException when it is no training event */
    public void add(NewEvent event) {
        AthleteKey owner = event.owner();
        if (owner == null
                || event.metadata() != null
                || event.recordedAt() != null
                || !event.tags().isEmpty()) {
            throw new IllegalArgumentException("no plain training event: type=" + event.type());
        }
        int row = rows.count();
        if (row == rowStarts.length) {
            rowStarts = Arrays.copyOf(rowStarts, 2 * row);
        }
        SessionSets own = event.ownSets();
        if (own != null) {
            sessions.add(new Session(row, own));
        } else if (event.revised() != null) {
            revisions.add(event);
        }
        rowStarts[row] = rows.row();
        rows.int8(0);
        rows.int8(0);
        rows.uuid(event.eventId());
        rows.time(event.occurredAt());
        rows.int4(event.schemaVersion());
        rows.text(owner.tenant());
        rows.text(owner.athlete());
        rows.text(event.type());
        rows.text(event.source());
        rows.text(event.sourceEventId());
        rows.bytes(event.payload());
    }

    public int count() {
        return rows.count();
    }

    /**
     * What the sessions among the rows are compared by, once they stand at the positions after {@code position}; in the
     * order of their index, which then takes them page by page.
     */
    List<SessionSetsSql.Kept> sessions(long position) {
        return sessions.stream()
                .map(session -> new SessionSetsSql.Kept(position + 1 + session.row(), session.sets()))
                .sorted(Comparator.comparingLong(kept -> kept.sets().digest()))
                .toList();
    }

    /** Corrections and retractions among the rows, in order. */
    List<NewEvent> revisions() {
        return revisions;
    }

    /**
     * Copies the rows into {@code table} at the positions after {@code position}.
     *
     * @param table {@code event} or one with the same columns
     */
    void copy(Connection connection, String table, long position, Instant recordedAt) throws SQLException {
        long micros = PostgresTime.micros(recordedAt);
        for (int row = 0; row < rows.count(); row++) {
            rows.replaceInt8(rowStarts[row] + POSITION_AT, position + 1 + row);
            rows.replaceInt8(rowStarts[row] + RECORDED_AT, micros);
        }
        rows.copyInto(connection, table);
    }
}
