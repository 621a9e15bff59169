package dev.holdfast.bench.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** So many callers at once, each waiting for its answer before it asks again. */
public final class Callers {
    private Callers() {}

    /** One call. */
    @FunctionalInterface
    public interface Call {
        /** @param number of this call among all, from 0 */
        void make(long number) throws Exception;
    }

    /** Calls answered a second over {@code window}. The first failure of any caller ends the run. */
    public static Score rate(int callers, Duration window, Score.Unit unit, Call call) throws Exception {
        AtomicLong numbers = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Long>> work = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            work.add(() -> {
                long answered = 0;
                while (!over.get()) {
                    call.make(numbers.getAndIncrement());
                    answered++;
                }
                return answered;
            });
        }
        long start = System.nanoTime();
        long end = start + window.toNanos();
        List<Future<Long>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            work.forEach(one -> running.add(threads.submit(one)));
            while (System.nanoTime() < end && running.stream().noneMatch(Future::isDone)) {
                LockSupport.parkNanos(Math.min(end - System.nanoTime(), 50_000_000L));
            }
            over.set(true);
            long answered = 0;
            for (Future<Long> one : running) {
                answered += one.get();
            }
            return Score.rate(answered, System.nanoTime() - start, unit);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
