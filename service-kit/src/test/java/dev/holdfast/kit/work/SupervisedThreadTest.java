package dev.holdfast.kit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SupervisedThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Throwable> ends = new CopyOnWriteArrayList<>();
    private final List<SupervisedThread> threads = new CopyOnWriteArrayList<>();
    private ProcessEnd before = ProcessEnd.HALT;

    @BeforeEach
    void endWithoutHalting() {
        before = ProcessEnd.replace((thread, cause) -> ends.add(cause));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (SupervisedThread thread : threads) {
            assertThat(thread.stop(PATIENCE)).isTrue();
        }
        ProcessEnd.replace(before);
    }

    @Test
    void error_endsTheProcess_andTheThreadIsShownAsGone() {
        start(thread -> {
            throw new OutOfMemoryError("a list of all members");
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ends).singleElement().isInstanceOf(OutOfMemoryError.class);
            assertThat(new ThreadsAlive().call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        });
    }

    @Test
    void workThatReturnsUnasked_endsTheProcess() {
        start(thread -> {});
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ends).singleElement().isInstanceOf(IllegalStateException.class));
    }

    @Test
    void injectedError_isMetAtTheNextStep() {
        start(thread -> {
            while (!thread.stoppedWithin(Duration.ofMillis(1))) {
                thread.progressed();
            }
        });
        SupervisedThread.inject("under-test", new StackOverflowError());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ends).singleElement().isInstanceOf(StackOverflowError.class));
    }

    @Test
    void exceptions_areTriedAgain_andShownUntilTheNextProgress() {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        SupervisedThread started = start(thread -> {
            thread.doing("reading page 7");
            switch (times.incrementAndGet()) {
                case 1 -> throw new SQLException("the database is away");
                case 2 -> throw new IllegalStateException("a defect", new SQLException("of its own"));
                default -> {
                    goOn.await();
                    thread.progressed();
                    while (!thread.stoppedWithin(Duration.ofSeconds(1))) {
                        thread.progressed();
                    }
                }
            }
        });
        await().atMost(PATIENCE).until(() -> times.get() == 3);
        SupervisedThread.Status failing = started.status();
        assertThat(failing.alive()).isTrue();
        assertThat(failing.failingSince()).isNotNull();
        assertThat(failing.failure()).contains("a defect", "of its own");
        assertThat(failing.doing()).isEqualTo("reading page 7");
        assertThat(new ThreadsAlive().call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        goOn.countDown();
        await().atMost(PATIENCE).until(() -> started.status().failingSince() == null);
        assertThat(started.status().progressedAt()).isAfterOrEqualTo(failing.progressedAt());
        assertThat(ends).isEmpty();
    }

    @Test
    void stop_endsTheWork_andTheThreadIsListedNoMore() throws InterruptedException {
        SupervisedThread started = start(thread -> {
            while (!thread.stoppedWithin(Duration.ofMinutes(1))) {
                thread.progressed();
            }
        });
        assertThat(SupervisedThread.all())
                .extracting(SupervisedThread.Status::name)
                .contains("under-test");
        assertThat(started.stop(PATIENCE)).isTrue();
        assertThat(SupervisedThread.all())
                .extracting(SupervisedThread.Status::name)
                .doesNotContain("under-test");
        assertThat(ends).isEmpty();
    }

    @Test
    void stop_ofWorkThatFails_doesNotWaitForTheNextTry() throws InterruptedException {
        AtomicInteger times = new AtomicInteger();
        SupervisedThread started = start(thread -> {
            times.incrementAndGet();
            throw new SQLException("away");
        });
        await().atMost(PATIENCE).until(() -> times.get() == 4);
        assertThat(started.stop(PATIENCE)).isTrue();
        assertThat(ends).isEmpty();
    }

    private SupervisedThread start(SupervisedThread.Work work) {
        SupervisedThread started = SupervisedThread.start("under-test", "being tested", work);
        threads.add(started);
        return started;
    }
}
