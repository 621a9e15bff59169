package dev.holdfast.command.pausedetection;

import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After how many days without a session a tenant's athletes count as paused. */
public final class PausePolicies {
    private static final Logger LOG = LoggerFactory.getLogger(PausePolicies.class);

    static final int DAYS_MIN = 7;
    private static final int DAYS_MAX = 365;

    private final DataSource store;

    public PausePolicies(DataSource store) {
        this.store = store;
    }

    public int pauseAfterDays(TenantId tenant) {
        try (Connection connection = store.getConnection()) {
            return PauseSql.policy(connection, tenant.value(), PauseDetection.PAUSE_AFTER_DAYS_DEFAULT);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }

    /** Holds for pauses that are inferred from now on; those recorded stay. */
    public void set(TenantId tenant, int pauseAfterDays) {
        if (pauseAfterDays < DAYS_MIN || pauseAfterDays > DAYS_MAX) {
            throw new InvalidValueException(
                    "pauseAfterDays", pauseAfterDays, "give %d to %d days".formatted(DAYS_MIN, DAYS_MAX));
        }
        try (Connection connection = store.getConnection()) {
            PauseSql.setPolicy(connection, tenant.value(), pauseAfterDays);
            LOG.info("pause policy set: tenant={}, pauseAfterDays={}", tenant, pauseAfterDays);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }
}
