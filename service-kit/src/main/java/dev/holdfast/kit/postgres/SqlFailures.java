package dev.holdfast.kit.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What kind of failure the database told. */
public final class SqlFailures {
    private SqlFailures() {}

    /**
     * Whether the values are to blame, so that trying again never helps: what cannot be stored (class 22), what breaks a
     * constraint (23), or what is larger than PostgreSQL can hold (54).
     */
    public static boolean isOfData(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && isOfData(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfData(@Nullable String state) {
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
