package dev.holdfast.command.eventstore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections that live as long as the thread that uses them: the writer's, the listener's, the publisher's. */
public final class StoreConnections {
    private static final int CONNECT_SECONDS_MAX = 5;
    private static final Duration AHEAD_MAX = Duration.ofMinutes(1);
    /** Longer than any statement of ours; a dead server must not hold a thread for ever. */
    private static final int ANSWER_SECONDS_MAX = 30;

    /**
     * Statements of milliseconds are not worth compiling. A server before 18 would compile some each time: it adds ten
     * billion to the cost of a plan that reads a table in a way which is switched off, even a table of one row.
     */
    private static final String NO_JIT = "-c jit=off";

    private final String url;
    private final String user;
    private final String password;
    private final Clock clock;

    public StoreConnections(String url, String user, String password) {
        this(url, user, password, Clock.systemUTC());
    }

    /** @param clock by which this process records */
    StoreConnections(String url, String user, String password, Clock clock) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.clock = clock;
    }

    /**
     * A connection for appends. Its statements look up single rows by index, whatever the statistics say, and each once, so
     * that no answer is kept for a repeat; they are planned once, so whoever keeps it lets them be planned again as the store grows.
     */
    public Connection openForAppends() throws SQLException {
        // A bitmap loses the index's order, in which a few rows are read without a sort.
        return openForLookups(
                "holdfast-append", "set plan_cache_mode = force_generic_plan; set enable_bitmapscan = off");
    }

    /** A connection for few statements about many rows each: planned every time, for the store as large as it is then. */
    public Connection openForImport() throws SQLException {
        return openForLookups("holdfast-import", "set plan_cache_mode = force_custom_plan");
    }

    /** A connection for erasures, whose statements change some thousand rows that they find by index. */
    public Connection openForErasures() throws SQLException {
        return openForChanges("holdfast-erasure", "");
    }

    private Connection openForLookups(String applicationName, String planning) throws SQLException {
        return openForChanges(applicationName, """
                set enable_hashjoin = off;
                set enable_mergejoin = off;
                set enable_memoize = off;
                """ + planning);
    }

    private Connection openForChanges(String applicationName, String planning) throws SQLException {
        Connection connection = open(applicationName);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    set synchronous_commit = on;
                    set lock_timeout = '10s';
                    set enable_seqscan = off;
                    %s""".formatted(planning));
            requireClock(statement);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /**
     * Times of recording never go back. One event recorded far ahead would give its time to all that come until then, and
     * they could no longer be told apart by when they were known.
     */
    private void requireClock(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("select clock_timestamp()")) {
            found.next();
            Duration ahead = Duration.between(
                    found.getObject(1, OffsetDateTime.class), clock.instant().atOffset(ZoneOffset.UTC));
            if (ahead.compareTo(AHEAD_MAX) > 0) {
                throw new SQLException(
                        "this process's clock is %d s ahead of the database's: set the clocks, by NTP for example"
                                .formatted(ahead.toSeconds()),
                        StoreFaults.CLOCK_AHEAD);
            }
        }
    }

    public Connection open(String applicationName) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName(applicationName);
        source.setConnectTimeout(CONNECT_SECONDS_MAX);
        source.setSocketTimeout(ANSWER_SECONDS_MAX);
        source.setTcpKeepAlive(true);
        source.setPrepareThreshold(1);
        source.setOptions(NO_JIT);
        return source.getConnection();
    }
}
