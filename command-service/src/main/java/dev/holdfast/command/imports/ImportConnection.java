package dev.holdfast.command.imports;

import dev.holdfast.command.eventstore.BulkSql;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreQuery;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.postgres.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * An import's connection, opened again after it was lost, and another one for questions that need not wait for each
 * other. The connection of a dry run rehearses and dies with what it rehearsed; it alone knows that, and has no other.
 */
final class ImportConnection implements AutoCloseable {
    private final StoreConnections connections;
    private final boolean rehearsal;
    private final UUID importId;
    private @Nullable Transaction transaction;
    private @Nullable Connection beside;
    private boolean shown;

    ImportConnection(StoreConnections connections, UUID importId, boolean rehearsal) {
        this.connections = connections;
        this.importId = importId;
        this.rehearsal = rehearsal;
    }

    boolean isRehearsal() {
        return rehearsal;
    }

    Connection get() throws SQLException {
        return transaction().connection();
    }

    /** What was done on {@link #get} since the last commit. */
    Transaction transaction() throws SQLException {
        Transaction t = transaction;
        if (t == null) {
            t = Transaction.begin(connections.openForImport());
            transaction = t;
            if (shown) {
                ImportSql.showAlive(t.connection(), importId);
            } else if (!ImportSql.tryShowAlive(t.connection(), importId)) {
                throw new InvalidValueException("importId", importId, "wait for its end: this import is running");
            }
            shown = true;
            t.commit();
            if (rehearsal) {
                BulkSql.beginRehearsal(t.connection());
                t.commit();
            }
        }
        return t;
    }

    /** Asks about what is committed, while this thread goes on with other questions. */
    <R> Future<R> ask(StoreQuery<R> question) throws SQLException {
        if (rehearsal) {
            return CompletableFuture.completedFuture(question.on(get()));
        }
        Connection c = beside;
        if (c == null) {
            c = connections.openForImport();
            beside = c;
        }
        Connection asked = c;
        FutureTask<R> answer = new FutureTask<>(() -> question.on(asked));
        Thread.startVirtualThread(answer);
        return answer;
    }

    /** The answer of {@link #ask}, waited for. */
    static <R> R answer(Future<R> asked) throws SQLException {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the store", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    void drop() {
        try {
            close();
        } catch (SQLException e) {
            // It is lost already; the next one is new.
        }
    }

    @Override
    public void close() throws SQLException {
        Connection c = transaction == null ? null : transaction.connection();
        Connection b = beside;
        transaction = null;
        beside = null;
        try (b;
                c) {
            // Both are closed, whatever the first one says.
        }
    }
}
