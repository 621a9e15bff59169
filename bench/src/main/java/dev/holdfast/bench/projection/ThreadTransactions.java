package dev.holdfast.bench.projection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.messaging.core.unitofwork.ProcessingLifecycle;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/** One database transaction a thread, as a container gives them: states and their token are committed together. */
final class ThreadTransactions implements TransactionManager, ConnectionProvider {
    private static final Transaction JOINED = new Transaction() {
        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    };

    private final DataSource pool;
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    ThreadTransactions(DataSource pool) {
        this.pool = pool;
    }

    /** The transaction's connection; closing it does nothing, since who began the transaction ends it. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = current.get();
        if (connection == null) {
            return pool.getConnection();
        }
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : called(connection, method, arguments));
    }

    private static @Nullable Object called(Connection connection, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
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
    public Transaction startTransaction() {
        if (current.get() != null) {
            return JOINED;
        }
        try {
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            current.set(connection);
            return new Transaction() {
                @Override
                public void commit() {
                    end(connection, true);
                }

                @Override
                public void rollback() {
                    end(connection, false);
                }
            };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(Connection connection, boolean commit) {
        if (current.get() != connection) {
            throw new IllegalStateException("transaction began on another thread");
        }
        current.remove();
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
