package dev.holdfast.query.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a rebuild reads with COPY BINARY, the fastest way there is, with nobody parsing what only passes by. */
final class SourceQueries {
    private SourceQueries() {}

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
