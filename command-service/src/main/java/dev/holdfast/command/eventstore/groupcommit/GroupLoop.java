package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.kit.work.SupervisedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of many callers, answered by one thread in groups. While it works on one group, the next one gathers; when
 * nobody else is there, a request goes alone and at once.
 */
final class GroupLoop<R extends GroupLoop.Request> {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);

    /** More callers than this wait to be queued: the database is then far behind, and memory must stay bounded. */
    private static final int QUEUE_SIZE_MAX = 4_096;
    /** What all of them hold together, in KiB. */
    private static final int QUEUED_KIB_MAX = 32 << 10;
    /** How long a caller waits for a place in the queue before it hears that the store is too busy. */
    private static final Duration QUEUE_WAIT_MAX = Duration.ofSeconds(5);
    /** After so long without a request the worker is idle. */
    private static final Duration IDLE_AFTER = Duration.ofMillis(500);

    private final int groupSizeMax;
    private final Worker<R> worker;
    private final Semaphore kib = new Semaphore(QUEUED_KIB_MAX);
    private final BlockingQueue<R> queue = new ArrayBlockingQueue<>(QUEUE_SIZE_MAX);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final String name;
    private @Nullable SupervisedThread thread;

    GroupLoop(String name, int groupSizeMax, Worker<R> worker) {
        this.groupSizeMax = groupSizeMax;
        this.worker = worker;
        this.name = name;
    }

    /** One caller's request. */
    interface Request {
        CompletableFuture<?> result();

        /** How much memory it holds, roughly. */
        default long bytes() {
            return 0;
        }
    }

    /** What the thread does. */
    interface Worker<R> {
        /** Answers every member. */
        void answer(List<R> group) throws InterruptedException;

        /** Fails every member with a defect of ours, which must not end the work for everybody. */
        void fail(List<R> group, RuntimeException defect);

        /** Nobody waits at this moment. */
        default void caughtUp() {}

        /** Nobody has asked for a while. */
        default void idle() {}

        /** The loop has ended. */
        void end();
    }

    void start() {
        thread = SupervisedThread.start(name, "answering callers", this::run);
    }

    /** Queues the request; it fails with {@link StoreUnavailableException} when there is no place for it. */
    void add(R request) {
        int needed = (int) Math.min(QUEUED_KIB_MAX, 1 + request.bytes() / 1024);
        try {
            long until = System.nanoTime() + QUEUE_WAIT_MAX.toNanos();
            boolean placed = !closed.get() && kib.tryAcquire(needed, QUEUE_WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS);
            if (placed) {
                request.result().whenComplete((answer, failure) -> kib.release(needed));
                placed = queue.offer(request, until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (placed && closed.get() && queue.remove(request)) {
                    // Nobody would take it any more.
                    placed = false;
                }
            }
            if (!placed) {
                request.result()
                        .completeExceptionally(new StoreUnavailableException(
                                closed.get()
                                        ? "the service is stopping: send it again to the next one"
                                        : "the event store is too busy: %d callers wait; try again in a few seconds"
                                                .formatted(queue.size()),
                                null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request.result().completeExceptionally(new StoreUnavailableException("interrupted while queueing", e));
        }
    }

    int queued() {
        return queue.size();
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Takes no more requests and waits for those that are queued. */
    void close(Duration waitMax) {
        SupervisedThread running = thread;
        if (running != null) {
            // Before it may end, so that its end is expected.
            running.stop();
        }
        closed.set(true);
        if (running == null) {
            return;
        }
        try {
            running.stop(waitMax);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(SupervisedThread running) {
        List<R> group = new ArrayList<>(groupSizeMax);
        while (!closed.get() || !queue.isEmpty()) {
            try {
                if (queue.isEmpty()) {
                    worker.caughtUp();
                }
                R first = queue.poll(IDLE_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    worker.idle();
                } else {
                    group.add(first);
                    queue.drainTo(group, groupSizeMax - 1);
                    worker.answer(group);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("{} failed: size={}", name, group.size(), e);
                worker.fail(group, e);
            } finally {
                group.clear();
            }
            running.progressed();
        }
        worker.end();
    }
}
