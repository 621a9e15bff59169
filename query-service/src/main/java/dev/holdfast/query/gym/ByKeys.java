package dev.holdfast.query.gym;

import dev.holdfast.kit.postgres.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Transactions whose statements look windows and members up by their keys. After an import plans are of when the tables were
 * nearly empty, until they are analysed, and PostgreSQL would read all windows for each member, which takes hours.
 */
final class ByKeys {
    private ByKeys() {}

    static Transaction begin(Connection connection) throws SQLException {
        Transaction transaction = Transaction.begin(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local enable_seqscan = off");
            return transaction;
        } catch (SQLException e) {
            transaction.close();
            throw e;
        }
    }
}
