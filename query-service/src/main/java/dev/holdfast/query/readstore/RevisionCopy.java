package dev.holdfast.query.readstore;

import dev.holdfast.kit.postgres.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Copies revisions into read tables that hold nothing of these athletes yet: the fastest way in. */
public final class RevisionCopy {
    /** Sent before it grows beyond this: a bound for memory, and no copy gets faster with more. */
    private static final int SEND_BYTES = 4 << 20;

    private final Connection connection;
    private final String schema;
    private final List<TableCopy<?>> tables =
            ReadTables.ALL.stream().<TableCopy<?>>map(TableCopy::new).toList();

    /** @param connection within a transaction, which the caller ends */
    public RevisionCopy(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    private record TableCopy<R>(ReadTable<R> table, CopyRows rows) {
        TableCopy(ReadTable<R> table) {
            this(table, new CopyRows(table.columnNames().toArray(String[]::new)));
        }

        void add(Revision revision) {
            for (R row : table.rows().apply(revision)) {
                rows.row();
                rows.text(revision.key().tenant());
                rows.text(revision.key().athlete());
                for (Column<R> column : table.columns()) {
                    column.copy(row, rows);
                }
            }
        }
    }

    /** A revision that leaves nothing of its athlete is passed over. */
    public void add(Revision revision) throws SQLException {
        if (revision.current() == null) {
            return;
        }
        int bytes = 0;
        for (TableCopy<?> each : tables) {
            each.add(revision);
            bytes += each.rows().length();
        }
        if (bytes > SEND_BYTES) {
            send();
        }
    }

    public void send() throws SQLException {
        for (TableCopy<?> each : tables) {
            each.rows().copyInto(connection, schema + "." + each.table().name());
            each.rows().clear();
        }
    }
}
