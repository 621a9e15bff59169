package dev.holdfast.command.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A read on a connection that somebody else opens and closes. */
@FunctionalInterface
public interface StoreQuery<R extends @Nullable Object> {
    R on(Connection connection) throws SQLException;
}
