package dev.holdfast.kit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kit.postgres.LeaderLock.Lead;
import dev.holdfast.kit.work.SupervisedThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderLockIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final LeaderLock LOCK = new LeaderLock(4711);

    private final List<SupervisedThread> threads = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (SupervisedThread thread : threads) {
            assertThat(thread.stop(PATIENCE)).isTrue();
        }
    }

    @Test
    void tryTake_ofAHeldLock_isNull_untilItIsGivenBack() throws SQLException {
        try (Connection one = Database.open();
                Connection two = Database.open()) {
            try (Lead lead = LOCK.tryTake(one)) {
                assertThat(lead).isNotNull();
                assertThat(LOCK.tryTake(two)).isNull();
                assertThat(new LeaderLock(4712).tryTake(two)).isNotNull();
            }
            assertThat(LOCK.tryTake(two)).isNotNull();
        }
    }

    @Test
    void tryTake_ofALockWhoseHolderDied_succeeds() throws SQLException {
        try (Connection two = Database.open()) {
            try (Connection one = Database.open()) {
                assertThat(LOCK.tryTake(one)).isNotNull();
            }
            await().atMost(PATIENCE).until(() -> LOCK.tryTake(two) != null);
        }
    }

    @Test
    void loop_oneLeadsAtATime_andAnotherTakesOverWhenTheConnectionIsLost() throws SQLException {
        AtomicInteger leading = new AtomicInteger();
        AtomicInteger leadingMax = new AtomicInteger();
        AtomicInteger terms = new AtomicInteger();
        AtomicLong pid = new AtomicLong();
        LeaderLoop.Term term = (lead, thread) -> {
            leadingMax.accumulateAndGet(leading.incrementAndGet(), Math::max);
            pid.set(Database.number(lead, "select pg_backend_pid()"));
            terms.incrementAndGet();
            try {
                while (!thread.stopped()) {
                    Database.execute(lead, "select pg_sleep(0.01)");
                }
            } finally {
                leading.decrementAndGet();
            }
        };
        start(term);
        start(term);
        await().atMost(PATIENCE).until(() -> terms.get() == 1);
        await().atMost(PATIENCE)
                .until(() -> SupervisedThread.all().stream()
                        .anyMatch(thread -> thread.doing().startsWith("waiting for the lead")));
        // Once its connection is cut, the first one may hear of it after the other has taken over.
        assertThat(leadingMax.get()).isEqualTo(1);
        try (Connection connection = Database.open()) {
            Database.execute(connection, "select pg_terminate_backend(" + pid.get() + ")");
        }
        await().atMost(PATIENCE).until(() -> terms.get() == 2);
    }

    @Test
    void loop_afterAnyFailure_servesAnotherTerm() {
        AtomicInteger terms = new AtomicInteger();
        start((lead, thread) -> {
            switch (terms.incrementAndGet()) {
                case 1 -> throw new SQLException("away");
                case 2 -> throw new UnsupportedOperationException("away");
                case 3 -> throw new IllegalStateException("a defect");
                default -> {
                    while (!thread.stoppedWithin(PATIENCE)) {
                        thread.progressed();
                    }
                }
            }
        });
        await().atMost(PATIENCE).until(() -> terms.get() == 4);
    }

    private void start(LeaderLoop.Term term) {
        threads.add(SupervisedThread.start(
                "test-leader",
                "test",
                UnsupportedOperationException.class,
                new LeaderLoop("test", LOCK, Database::open, term, RETRY)));
    }
}
