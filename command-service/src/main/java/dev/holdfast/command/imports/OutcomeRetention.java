package dev.holdfast.command.imports;

import dev.holdfast.kit.work.SupervisedThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what became of the single rows of imports that ended long ago; their figures stay. */
public final class OutcomeRetention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRetention.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final DataSource store;
    private final Duration kept;
    private final Clock clock;
    private final SupervisedThread thread;

    public OutcomeRetention(DataSource store, Duration kept, Clock clock) {
        this.store = store;
        this.kept = kept;
        this.clock = clock;
        this.thread = SupervisedThread.start("import-outcomes", "forgetting old outcomes of imports", running -> {
            do {
                forget();
                running.progressed();
            } while (!running.stoppedWithin(EVERY));
        });
    }

    /** Forgets those that are due now, some thousands at a time. */
    long forget() throws SQLException {
        Instant before = clock.instant().minus(kept);
        long forgotten = 0;
        long step;
        try (Connection connection = store.getConnection()) {
            do {
                step = ImportSql.forgetOutcomes(connection, before);
                forgotten += step;
            } while (step > 0);
        }
        if (forgotten > 0) {
            LOG.info("outcomes of imports forgotten: ranges={}, endedBefore={}", forgotten, before);
        }
        return forgotten;
    }

    @Override
    public void close() {
        thread.stop();
    }
}
