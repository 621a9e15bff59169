package dev.holdfast.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server of the tests is built without a compiler for statements, most others have one: what is shown is the setting,
 * not what it saves.
 */
class StoreConnectionsIT {
    @SuppressWarnings("NullAway.Init")
    private StoreConnections connections;

    @BeforeEach
    void create() throws Exception {
        connections = StoreDatabase.create().connections();
    }

    @Test
    void everyConnection_hasStatementsInterpreted() throws SQLException {
        assertThat(jit(connections.openForAppends())).isEqualTo("off");
        assertThat(jit(connections.openForImport())).isEqualTo("off");
        assertThat(jit(connections.open("test"))).isEqualTo("off");
    }

    @Test
    void openForAppends_byAClockThatIsAhead_isRefusedWithTheRemedy() throws Exception {
        StoreConnections ahead = new StoreConnections(
                StoreDatabase.create().url(),
                EmbeddedPostgresServer.USER,
                "",
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
        assertThatThrownBy(ahead::openForAppends)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(StoreFaults.asProblem(refused, false))
                                .isInstanceOf(StoreUnavailableException.class)
                                .hasMessageContaining("ahead of the database's: set the clocks"));
        assertThatThrownBy(ahead::openForImport).isInstanceOf(SQLException.class);
        assertThatThrownBy(ahead::openForErasures).isInstanceOf(SQLException.class);
        ahead.open("reads").close();
    }

    private static String jit(Connection opened) throws SQLException {
        try (opened;
                Statement statement = opened.createStatement();
                ResultSet shown = statement.executeQuery("show jit")) {
            shown.next();
            return shown.getString(1);
        }
    }
}
