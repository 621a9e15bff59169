package dev.holdfast.bench.projection;

import dev.holdfast.bench.axon.ThreadTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.messaging.core.unitofwork.ProcessingLifecycle;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;

/** One connection and one database transaction a thread: states and their token are committed together. */
final class ConnectionTransactions extends ThreadTransactions<Connection> implements ConnectionProvider {
    private final DataSource pool;

    ConnectionTransactions(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = current();
        return connection == null ? pool.getConnection() : unclosable(Connection.class, connection);
    }

    @Override
    public void attachToProcessingLifecycle(ProcessingLifecycle lifecycle) {
        lifecycle.runOnPreInvocation(context -> {
            Transaction transaction = startTransaction();
            context.runOnCommit(committed -> transaction.commit());
            context.onError((failed, phase, error) -> transaction.rollback());
        });
    }

    @Override
    protected Connection begin() {
        try {
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void end(Connection connection, boolean commit) {
        try (connection) {
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
