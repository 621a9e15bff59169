package dev.holdfast.command.eventstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Training events as rows of PostgreSQL's binary COPY format, made ready before anybody's lock is taken. Positions and
 * the recorded time, which only the holder of the head's lock knows, are put in at the end: they stand first in each row.
 */
public final class EventRows {
    /** The columns in the order in which a row is written. */
    private static final String COLUMNS =
            "position, recorded_at, event_id, occurred_at, schema_version, tenant_id, athlete_id, type, source,"
                    + " source_event_id, payload";

    private static final short COLUMN_COUNT = 11;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** From a row's beginning: behind the number of columns and the column's own length. */
    private static final int POSITION_AT = Short.BYTES + Integer.BYTES;

    private static final int RECORDED_AT = POSITION_AT + Long.BYTES + Integer.BYTES;
    /** Columns of fixed length with their lengths, and the lengths of the others. */
    private static final int FIXED_BYTES = 128;

    private static final short END = -1;
    private static final int BUFFER_BYTES_FIRST = 1 << 16;

    private ByteBuffer to = ByteBuffer.allocate(BUFFER_BYTES_FIRST);
    private int[] rowStarts = new int[64];
    private int count;
    private final List<Session> sessions = new ArrayList<>();
    private final List<NewEvent> revisions = new ArrayList<>();

    private record Session(int row, SessionSets sets) {}

    public EventRows() {
        to.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** @throws IllegalArgumentException when it is no training event */
    public void add(NewEvent event) {
        AthleteKey owner = event.owner();
        if (owner == null
                || event.metadata() != null
                || event.recordedAt() != null
                || !event.tags().isEmpty()) {
            throw new IllegalArgumentException("no plain training event: type=" + event.type());
        }
        byte[] tenant = utf8(owner.tenant());
        byte[] athlete = utf8(owner.athlete());
        byte[] type = utf8(event.type());
        byte[] source = utf8(event.source());
        byte[] sourceEventId = utf8(event.sourceEventId());
        reserve(FIXED_BYTES
                + tenant.length
                + athlete.length
                + type.length
                + source.length
                + sourceEventId.length
                + event.payload().length);
        if (count == rowStarts.length) {
            rowStarts = Arrays.copyOf(rowStarts, 2 * count);
        }
        SessionSets own = event.ownSets();
        if (own != null) {
            sessions.add(new Session(count, own));
        } else if (event.revised() != null) {
            revisions.add(event);
        }
        rowStarts[count++] = to.position();
        to.putShort(COLUMN_COUNT);
        to.putInt(Long.BYTES).putLong(0);
        to.putInt(Long.BYTES).putLong(0);
        to.putInt(2 * Long.BYTES)
                .putLong(event.eventId().getMostSignificantBits())
                .putLong(event.eventId().getLeastSignificantBits());
        to.putInt(Long.BYTES).putLong(PostgresTime.micros(event.occurredAt()));
        to.putInt(Integer.BYTES).putInt(event.schemaVersion());
        put(tenant);
        put(athlete);
        put(type);
        put(source);
        put(sourceEventId);
        put(event.payload());
    }

    public int count() {
        return count;
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
        for (int row = 0; row < count; row++) {
            to.putLong(rowStarts[row] + POSITION_AT, position + 1 + row);
            to.putLong(rowStarts[row] + RECORDED_AT, micros);
        }
        reserve(Short.BYTES);
        int length = to.position();
        to.putShort(length, END);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (%s) from stdin (format binary)".formatted(table, COLUMNS));
        try {
            copy.writeToCopy(to.array(), 0, length + Short.BYTES);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void put(byte[] value) {
        to.putInt(value.length).put(value);
    }

    private void reserve(int bytes) {
        if (to.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * to.capacity(), to.position() + bytes));
            larger.put(to.flip());
            to = larger;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
