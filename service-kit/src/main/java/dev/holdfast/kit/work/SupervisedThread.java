package dev.holdfast.kit.work;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works for as long as the process lives, and is never gone unnoticed: after an exception its work begins
 * again, with growing pauses while it makes no progress; after an {@link Error}, or when the work returns although nobody
 * stopped it, the process ends by {@link ProcessEnd}. {@link #all} says how each of them is.
 */
public final class SupervisedThread {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedThread.class);

    private static final Duration RETRY_FIRST = Duration.ofMillis(200);

    /** Somebody waits for the work, so it is tried soon after whatever it needs is back. */
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private static final Set<SupervisedThread> ALL = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Class<? extends Exception> passing;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile String doing;
    private volatile Instant progressedAt = Instant.now();
    private volatile @Nullable Failing failing;
    private volatile @Nullable Error injected;

    /** What a thread does. */
    @FunctionalInterface
    public interface Work {
        /** Goes on until {@code thread} is stopped, and says {@link #progressed} of each step. */
        void serve(SupervisedThread thread) throws Exception;
    }

    /**
     * How a thread is.
     *
     * @param progressedAt when a step last succeeded
     * @param failingSince when the first of the failures since then was
     * @param failure the last of them
     */
    public record Status(
            String name,
            String doing,
            boolean alive,
            Instant progressedAt,
            @Nullable Instant failingSince,
            @Nullable String failure) {}

    private record Failing(Instant since, int times, String last) {}

    private SupervisedThread(String name, String doing, Class<? extends Exception> passing, Work work) {
        this.name = name;
        this.doing = doing;
        this.passing = passing;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> run(work));
    }

    /** As {@link #start(String, String, Class, Work)} where only the database is ever away. */
    public static SupervisedThread start(String name, String doing, Work work) {
        return start(name, doing, SQLException.class, work);
    }

    /**
     * @param doing for logs, such as {@code handing out changes}
     * @param passing what is thrown while something outside is away: told without a trace, as SQL failures are
     */
    public static SupervisedThread start(String name, String doing, Class<? extends Exception> passing, Work work) {
        SupervisedThread started = new SupervisedThread(name, doing, passing, work);
        ALL.add(started);
        started.thread.start();
        return started;
    }

    /** All that were started and not stopped, by name. */
    public static List<Status> all() {
        return ALL.stream()
                .map(SupervisedThread::status)
                .sorted(Comparator.comparing(Status::name))
                .toList();
    }

    public Status status() {
        Failing now = failing;
        return new Status(
                name,
                doing,
                thread.isAlive(),
                progressedAt,
                now == null ? null : now.since(),
                now == null ? null : now.last());
    }

    // For the work ---------------------------------------------------------------------------------------------------

    public boolean stopped() {
        meetInjected();
        return stopped.getCount() == 0;
    }

    /** Waits, and returns at once when the thread is stopped. */
    public boolean stoppedWithin(Duration wait) throws InterruptedException {
        meetInjected();
        return stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Says what comes next, so that a failure can be told with it. */
    public void doing(String what) {
        doing = what;
    }

    /** Says that a step succeeded. */
    public void progressed() {
        meetInjected();
        progressedAt = Instant.now();
        Failing before = failing;
        if (before != null) {
            failing = null;
            LOG.info("{} goes on: failures={}, since={}", name, before.times(), before.since());
        }
    }

    /** Tells a failure that the work itself goes on after, and keeps it for {@link #status} until the next progress. */
    public void failed(Exception failure) {
        Failing before = failing;
        String text = text(failure);
        failing = before == null
                ? new Failing(Instant.now(), 1, text)
                : new Failing(before.since(), before.times() + 1, text);
        if (before != null && before.last().equals(text)) {
            LOG.debug("{} fails again: {}", name, text);
        } else if (isPassing(failure)) {
            LOG.warn("{} waits, doing={}: {}", name, doing, text);
        } else {
            LOG.error("{} failed and tries again, doing={}", name, doing, failure);
        }
    }

    // For the owner --------------------------------------------------------------------------------------------------

    /** Lets the work end, which it is expected to do soon. */
    public void stop() {
        stopped.countDown();
        ALL.remove(this);
    }

    /** @return whether it has ended */
    public boolean stop(Duration wait) throws InterruptedException {
        stop();
        return thread.join(wait);
    }

    /** Breaks off a wait of work that was stopped. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Lets a thread meet {@code error} at its next step. For tests of what becomes of a service that loses a thread. */
    public static void inject(String name, Error error) {
        ALL.stream().filter(each -> each.name.equals(name)).forEach(each -> each.injected = error);
    }

    private void meetInjected() {
        Error error = injected;
        if (error != null) {
            injected = null;
            throw error;
        }
    }

    private void run(Work work) {
        try {
            while (stopped.getCount() > 0) {
                if (!served(work)) {
                    pause();
                }
            }
        } catch (Throwable e) {
            ProcessEnd.endProcess(name, e);
        }
    }

    /** @return false after a failure */
    private boolean served(Work work) {
        try {
            work.serve(this);
        } catch (Exception e) {
            if (e instanceof InterruptedException && stopped.getCount() == 0) {
                Thread.currentThread().interrupt();
                return true;
            }
            failed(e);
            return false;
        }
        if (stopped.getCount() > 0) {
            throw new IllegalStateException("the work ended although nobody stopped it: thread=" + name);
        }
        return true;
    }

    private void pause() {
        Failing now = failing;
        int doublings = now == null ? 0 : Math.min(now.times() - 1, 10);
        Duration pause = RETRY_FIRST.multipliedBy(1L << doublings);
        try {
            stopped.await(Math.min(pause.toMillis(), RETRY_MAX.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts but to stop; if it was not for that, the work is tried at once.
            LOG.debug("{} was interrupted", name);
        }
    }

    private boolean isPassing(Exception failure) {
        return failure instanceof SQLException
                || failure.getCause() instanceof SQLException
                || passing.isInstance(failure);
    }

    private static String text(Exception failure) {
        Throwable cause = failure.getCause();
        return cause == null || failure.toString().contains(cause.toString())
                ? failure.toString()
                : failure + ": " + cause;
    }
}
