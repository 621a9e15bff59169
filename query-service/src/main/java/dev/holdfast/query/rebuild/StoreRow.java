package dev.holdfast.query.rebuild;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.kit.postgres.CopyRows;
import dev.holdfast.kit.postgres.PostgresTime;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.timeline.EncodedEvent;
import dev.holdfast.timeline.TimelineChange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An event of the store in the bytes of COPY BINARY: each column as its length and its value, big-endian. */
final class StoreRow {
    static final String COLUMNS =
            "position, tenant_id, athlete_id, schema_version, occurred_at, recorded_at, source, source_event_id, payload";

    private static final int COLUMN_COUNT_BYTES = CopyRows.COLUMN_COUNT_BYTES;
    private static final int LENGTH_BYTES = CopyRows.LENGTH_BYTES;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private StoreRow() {}

    static long position(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at + COLUMN_COUNT_BYTES + LENGTH_BYTES);
    }

    /** FNV-1a over tenant and athlete: the same for ever, so that a resumed rebuild has the same ranges. */
    static int hash(byte[] bytes, int at) {
        int tenant = at + COLUMN_COUNT_BYTES + LENGTH_BYTES + Long.BYTES;
        int athlete = tenant + LENGTH_BYTES + (int) INTS.get(bytes, tenant);
        int end = athlete + LENGTH_BYTES + (int) INTS.get(bytes, athlete);
        int hash = 0x811C9DC5;
        for (int i = tenant; i < end; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        // FNV's low bits are weak; ranges are taken from them.
        hash ^= hash >>> 15;
        return (hash * 0x2C1B3C6D) >>> 1;
    }

    static AthleteKey key(byte[] bytes, int at) {
        Cursor cursor = new Cursor(bytes, at + COLUMN_COUNT_BYTES + LENGTH_BYTES + Long.BYTES);
        return new AthleteKey(cursor.text(), cursor.text());
    }

    /** The column after the athlete. */
    static byte[] fourthColumn(byte[] bytes, int at) {
        Cursor cursor = new Cursor(bytes, at + COLUMN_COUNT_BYTES + LENGTH_BYTES + Long.BYTES);
        cursor.skip();
        cursor.skip();
        return cursor.bytes();
    }

    /** @return null when the payload cannot be read */
    static @Nullable TimelineChange change(byte[] bytes, int at, ExerciseCatalogue catalogue) {
        Cursor cursor = new Cursor(bytes, at + COLUMN_COUNT_BYTES);
        long position = cursor.int8();
        cursor.skip();
        cursor.skip();
        int schemaVersion = cursor.int4();
        long atMicros = PostgresTime.epochMicros(cursor.int8());
        long recordedAtMicros = PostgresTime.epochMicros(cursor.int8());
        long key = TimelineChange.digest(cursor.bytes(), cursor.bytes());
        try {
            return new EncodedEvent(position, key, atMicros, recordedAtMicros, schemaVersion, cursor.bytes())
                    .change(catalogue);
        } catch (IllegalArgumentException e) {
            // As in the live projection: what cannot be read is counted and left out.
            return null;
        }
    }

    /** Reads one column after the other. */
    private static final class Cursor {
        private final byte[] bytes;
        private int next;

        Cursor(byte[] bytes, int next) {
            this.bytes = bytes;
            this.next = next;
        }

        private int length() {
            int length = (int) INTS.get(bytes, next);
            next += LENGTH_BYTES;
            return length;
        }

        void skip() {
            int length = length();
            next += length;
        }

        long int8() {
            next += LENGTH_BYTES + Long.BYTES;
            return (long) LONGS.get(bytes, next - Long.BYTES);
        }

        int int4() {
            next += LENGTH_BYTES + Integer.BYTES;
            return (int) INTS.get(bytes, next - Integer.BYTES);
        }

        String text() {
            int length = length();
            next += length;
            return new String(bytes, next - length, length, StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            int length = length();
            next += length;
            return Arrays.copyOfRange(bytes, next - length, next);
        }
    }
}
