package dev.holdfast.query.rebuild;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** COPY BINARY out of PostgreSQL, the fastest way there is, with nobody parsing what only passes by. */
final class RowSource {
    private RowSource() {}

    /** Hears of each row: {@code row} from {@code at} on, up to its end. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] row, int at) throws IOException, SQLException;
    }

    static void copy(Connection connection, String query, Taker taker) throws SQLException, IOException {
        CopyOut out = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
        try {
            int at = StoreRow.HEADER_BYTES;
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                if (row.length > at && !StoreRow.isEnd(row, at)) {
                    taker.take(row, at);
                }
                // The header comes in one message with the first row.
                at = 0;
            }
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    /** Rows of {@code event} with {@code after < position ≤ upTo}. */
    static String events(long after, long upTo) {
        return "select %s from event where position > %d and position <= %d and tenant_id is not null"
                .formatted(StoreRow.COLUMNS, after, upTo);
    }

    /** Chunks in the pages {@code from} to {@code to}, in the layout that a {@link StoreRow} begins with. */
    static String chunks(long from, long to) {
        return "select from_micros, tenant_id, athlete_id, entries from serving.timeline_chunk"
                + " where ctid >= '(%d,0)'::tid and ctid < '(%d,0)'::tid".formatted(from, to);
    }

    /** Slices are read in the order that they lie in; a plan that reads all of the table for each is never wanted. */
    static void readInSlices(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local enable_seqscan = off");
            statement.execute("set local enable_bitmapscan = off");
            statement.execute("set local max_parallel_workers_per_gather = 0");
            statement.execute("set local jit = off");
        }
    }
}
