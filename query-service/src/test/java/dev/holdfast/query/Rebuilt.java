package dev.holdfast.query;

import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** For tests that rebuild in an application that others share: their positions begin again, and what is covered is dropped. */
public final class Rebuilt {
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private Rebuilt() {}

    /** Waits for rebuilds that run, and forgets how far they were. */
    public static void forget(AgroalDataSource database) throws SQLException {
        await().atMost(WAIT_MAX).until(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select count(*) from rebuild.run where status = 'running'")) {
                return row.next() && row.getLong(1) == 0;
            }
        });
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update serving.progress set covered_position = 0");
            statement.execute("update serving.model set covered_position = 0");
        }
    }
}
