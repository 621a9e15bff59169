package dev.holdfast.kit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionIT {
    private Connection connection;
    private Connection other;

    @BeforeEach
    void makeTable() throws SQLException {
        connection = Database.open();
        other = Database.open();
        Database.execute(connection, "drop table if exists entry; create table entry (id int primary key)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        other.close();
    }

    @Test
    void commit_isSeenByOthers_andNotBefore() throws SQLException {
        try (Transaction transaction = Transaction.begin(connection)) {
            insert(1);
            assertThat(entries()).isZero();
            transaction.commit();
            assertThat(entries()).isEqualTo(1);
        }
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void close_withoutCommit_undoes_andTheConnectionCommitsByItselfAgain() throws SQLException {
        try (Transaction transaction = Transaction.begin(connection)) {
            insert(1);
            assertThat(transaction.connection()).isSameAs(connection);
        }
        assertThat(entries()).isZero();
        insert(2);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void failure_undoesWhatWasNotCommitted_andIsWhatIsThrown() throws SQLException {
        assertThatThrownBy(() -> {
                    try (Transaction transaction = Transaction.begin(connection)) {
                        insert(1);
                        transaction.commit();
                        insert(2);
                        insert(1);
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        assertThat(entries()).isEqualTo(1);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void rollback_undoesAndGoesOnWithTheNextTransaction() throws SQLException {
        try (Transaction transaction = Transaction.begin(connection)) {
            insert(1);
            transaction.rollback();
            insert(2);
            transaction.commit();
        }
        assertThat(Database.number(other, "select min(id) from entry")).isEqualTo(2);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void close_ofABrokenConnection_doesNotHideTheFailure() throws SQLException {
        long pid = Database.number(connection, "select pg_backend_pid()");
        assertThatThrownBy(() -> {
                    try (Transaction transaction = Transaction.begin(connection)) {
                        insert(1);
                        Database.execute(other, "select pg_terminate_backend(" + pid + ")");
                        insert(2);
                        transaction.commit();
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57P01"));
        assertThat(entries()).isZero();
    }

    private void insert(int id) throws SQLException {
        Database.execute(connection, "insert into entry values (" + id + ")");
    }

    private long entries() throws SQLException {
        return Database.number(other, "select count(*) from entry");
    }
}
