package dev.holdfast.command.verification;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What those who seal blocks of events and those who change events agree on: a seal is never of a block that somebody is
 * just changing.
 */
public final class SealBlocks {
    public static final int EVENTS = 10_000;

    /** Any number, the same in every process over one store, and of no other advisory lock. */
    private static final long LOCK = 0x73_65_61_6c_73L;

    private static final String SHARE = "select pg_advisory_xact_lock_shared(%d)".formatted(LOCK);
    private static final String ALONE = "select pg_advisory_xact_lock(%d)".formatted(LOCK);

    private SealBlocks() {}

    /** Until the transaction ends, nobody seals. */
    public static void keepOpen(Connection connection) throws SQLException {
        execute(connection, SHARE);
    }

    /** Until the transaction ends, nobody changes an event; what was changed before is committed. */
    static void holdStill(Connection connection) throws SQLException {
        execute(connection, ALONE);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
