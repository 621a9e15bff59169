package dev.holdfast.query.readstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far each partition is folded, in the database. */
public final class ProgressSql {
    /**
     * What follows in the transaction goes by keys. Plans and statistics may be of when the tables were nearly empty;
     * PostgreSQL then reads all of them for each athlete, until they are analysed again.
     */
    private static final String LOCK_PROGRESS = """
            select next_offset, position, covered_position, stalled_reason,
                set_config('enable_seqscan', 'off', true)
            from serving.progress where partition = ? for update""";

    private static final String SAVE_PROGRESS = """
            update serving.progress set next_offset = ?, position = ?, events = events + ?, stalled_reason = ?
            where partition = ?""";

    private final Connection connection;

    public ProgressSql(Connection connection) {
        this.connection = connection;
    }

    /** Progress of partitions, made where there is none. */
    public Map<Integer, PartitionProgress> progress(Collection<Integer> partitions) throws SQLException {
        Integer[] numbers = partitions.toArray(Integer[]::new);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into serving.progress (partition, next_offset, position, covered_position)"
                        + " select p, 0, 0, coalesce((select covered_position from serving.model), 0) from unnest(?::int[]) p"
                        + " on conflict do nothing")) {
            insert.setArray(1, connection.createArrayOf("int4", numbers));
            insert.executeUpdate();
        }
        Map<Integer, PartitionProgress> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select partition, next_offset, position, covered_position, stalled_reason from serving.progress where partition = any (?)")) {
            select.setArray(1, connection.createArrayOf("int4", numbers));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getInt(1),
                            new PartitionProgress(
                                    rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getString(5)));
                }
            }
        }
        return found;
    }

    /** Nobody else folds the partition until this transaction ends. */
    public PartitionProgress lockProgress(int partition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOCK_PROGRESS)) {
            select.setInt(1, partition);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("no progress row: partition=" + partition);
                }
                return new PartitionProgress(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getString(4));
            }
        }
    }

    public void saveProgress(int partition, PartitionProgress progress, long events) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(SAVE_PROGRESS)) {
            update.setLong(1, progress.nextOffset());
            update.setLong(2, progress.position());
            update.setLong(3, events);
            update.setString(4, StoredText.ofNullable(progress.stalledReason()));
            update.setInt(5, partition);
            update.executeUpdate();
        }
    }

    /** Lets a partition that stands still try again; false where there is none. */
    public boolean resume(int partition) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update serving.progress set stalled_reason = null where partition = ?")) {
            update.setInt(1, partition);
            return update.executeUpdate() > 0;
        }
    }

    /** How many partitions the topic had when it was first read: {@code partitions}, if that is now. */
    public int firstPartitions(int partitions) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into serving.topic (partitions) values (?) on conflict do nothing")) {
            insert.setInt(1, partitions);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("select partitions from serving.topic");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getInt(1) : partitions;
        }
    }

    /**
     * Notes of every partition that a rebuild brought all events up to {@code position}; none stands still any more, and
     * the topic may have another number of partitions from here on.
     */
    public void cover(long position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update serving.progress set covered_position = greatest(covered_position, ?), stalled_reason = null")) {
            update.setLong(1, position);
            update.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from serving.topic")) {
            delete.executeUpdate();
        }
    }

    /** Every event up to there is in the timelines. */
    public long foldedUpTo() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select greatest(
                    coalesce((select covered_position from serving.model), 0),
                    coalesce((select min(greatest(position, covered_position)) from serving.progress), 0))""");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** @param events that were folded since the partition was first read */
    public record Folded(
            int partition,
            long position,
            long events,
            @Nullable String stalledReason) {}

    /** All partitions in order. */
    public List<Folded> all() throws SQLException {
        List<Folded> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select partition, position, events, stalled_reason from serving.progress order by partition");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.add(new Folded(rows.getInt(1), rows.getLong(2), rows.getLong(3), rows.getString(4)));
            }
        }
        return all;
    }
}
