package dev.holdfast.query.readstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes revisions into the read tables. Each statement handles a whole batch at once. */
public final class RevisionSql {
    private final Connection connection;
    private final String schema;

    public RevisionSql(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    public void save(List<Revision> revisions) throws SQLException {
        List<AthleteKey> erased =
                revisions.stream().filter(Revision::erased).map(Revision::key).toList();
        forget(erased);
        if (schema.equals(ReadTables.SERVING)) {
            new DeadLetterSql(connection).deleteOf(erased);
        }
        List<Revision> replaced = revisions.stream()
                .filter(revision -> !revision.erased() && revision.deleteFromMicros() != null)
                .toList();
        for (ReadTable<?> table : ReadTables.ALL) {
            if (!replaced.isEmpty() && table.replacedFrom() != null) {
                deleteFrom(table, replaced);
            }
            insert(table, revisions);
        }
    }

    /** Writes all of an athlete in the place of all that is stored of it. Its other dead letters stay. */
    public void replace(Revision revision) throws SQLException {
        forget(List.of(revision.key()));
        for (ReadTable<?> table : ReadTables.ALL) {
            insert(table, List.of(revision));
        }
    }

    private void forget(List<AthleteKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        for (ReadTable<?> table : ReadTables.ALL) {
            try (PreparedStatement delete = connection.prepareStatement(table.forget(schema))) {
                AthleteKey.set(delete, 1, keys);
                delete.executeUpdate();
            }
        }
    }

    private void deleteFrom(ReadTable<?> table, List<Revision> revisions) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(table.deleteFrom(schema))) {
            AthleteKey.set(delete, 1, revisions.stream().map(Revision::key).toList());
            delete.setArray(
                    3,
                    connection.createArrayOf(
                            "int8",
                            revisions.stream().map(Revision::deleteFromMicros).toArray()));
            delete.executeUpdate();
        }
    }

    private <R> void insert(ReadTable<R> table, List<Revision> revisions) throws SQLException {
        List<AthleteKey> keys = new ArrayList<>();
        List<R> rows = new ArrayList<>();
        for (Revision revision : revisions) {
            for (R row : table.rows().apply(revision)) {
                keys.add(revision.key());
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(table.insert(schema))) {
            AthleteKey.set(insert, 1, keys);
            int index = 3;
            for (Column<R> column : table.columns()) {
                insert.setArray(index++, column.array(connection, rows));
            }
            insert.executeUpdate();
        }
    }
}
