package dev.holdfast.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PooledConnectionsIT {
    @Inject
    AgroalDataSource readSide;

    @Inject
    @DataSource("store")
    AgroalDataSource store;

    @Inject
    @DataSource("rebuild")
    AgroalDataSource rebuild;

    @Test
    void everyConnection_hasStatementsInterpreted() throws SQLException {
        assertThat(jit(readSide)).isEqualTo("off");
        assertThat(jit(store)).isEqualTo("off");
        assertThat(jit(rebuild)).isEqualTo("off");
    }

    private static String jit(AgroalDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("show jit")) {
            shown.next();
            return shown.getString(1);
        }
    }
}
