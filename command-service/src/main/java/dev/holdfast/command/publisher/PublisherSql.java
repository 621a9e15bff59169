package dev.holdfast.command.publisher;

import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.kit.postgres.LeaderLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Every statement that the publisher's tables see. */
final class PublisherSql {
    /** Any number, the same in every process over one store. */
    static final LeaderLock LEADER_LOCK = new LeaderLock(0x686f6c6466617374L);

    private static final String POSITION =
            "select coalesce((select position from publisher_progress where topic = ?), 0)";

    private static final String LAG = """
            select h.head, p.position, greatest(extract(epoch from clock_timestamp() - e.recorded_at), 0)::float8
            from (%s) h
            cross join (select coalesce((select position from publisher_progress where topic = ?), 0) as position) p
            left join event e on e.position = p.position + 1""".formatted(AppendSql.HEAD);

    private static final String PARTITIONS =
            "select partition, position from publisher_partition where topic = ? order by partition";

    private static final String ADVANCE = """
            with advanced as (
                insert into publisher_partition (topic, partition, position)
                select ?, p.* from unnest(?::int[], ?::bigint[]) p
                on conflict (topic, partition) do update set position = excluded.position
            )
            insert into publisher_progress (topic, position) values (?, ?)
            on conflict (topic) do update set position = excluded.position""";

    private static final String KEEP_PARTITIONS = """
            insert into publisher_progress as p (topic, position, partitions) values (?, 0, ?)
            on conflict (topic) do update set partitions = coalesce(p.partitions, excluded.partitions)
            returning partitions""";

    private PublisherSql() {}

    /**
     * Takes note of the number of the topic's partitions.
     *
     * @throws IllegalStateException when it was another one before: an athlete's events would then be in two partitions,
     *     in no order
     */
    static void keepPartitions(Connection connection, String topic, int partitions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEEP_PARTITIONS)) {
            statement.setString(1, topic);
            statement.setInt(2, partitions);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                int before = found.getInt(1);
                if (before != partitions) {
                    throw new IllegalStateException(
                            "topic %s has %d partitions and had %d when its events were published: make the topic anew with %d, delete its rows in publisher_progress and publisher_partition, and rebuild the query service"
                                    .formatted(topic, partitions, before, before));
                }
            }
        }
    }

    static long position(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSITION)) {
            statement.setString(1, topic);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    static Publisher.Lag lag(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAG)) {
            statement.setString(1, topic);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return new Publisher.Lag(found.getLong(1), found.getLong(2), found.getDouble(3));
            }
        }
    }

    static Map<Integer, Long> partitions(Connection connection, String topic) throws SQLException {
        Map<Integer, Long> positions = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(PARTITIONS)) {
            statement.setString(1, topic);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    positions.put(found.getInt(1), found.getLong(2));
                }
            }
        }
        return positions;
    }

    static void advance(Connection connection, String topic, long position, Map<Integer, Long> partitions)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setString(1, topic);
            statement.setArray(
                    2, connection.createArrayOf("int4", partitions.keySet().toArray()));
            statement.setArray(
                    3, connection.createArrayOf("int8", partitions.values().toArray()));
            statement.setString(4, topic);
            statement.setLong(5, position);
            statement.executeUpdate();
        }
    }
}
