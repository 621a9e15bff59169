package dev.holdfast.query.rebuild;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that do the same until there is nothing left of it. */
final class Workers {
    private static final long STOP_SECONDS_MAX = 60;

    private Workers() {}

    /** What each of them does. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException, IOException;
    }

    /** Returns when all are done. The first failure interrupts the others and is thrown when they have stopped. */
    static void run(int workers, Work work) throws SQLException, IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("rebuild-", 0).factory());
        try {
            ExecutorCompletionService<Boolean> service = new ExecutorCompletionService<>(threads);
            List<Future<Boolean>> futures = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                futures.add(service.submit(() -> {
                    work.run();
                    return true;
                }));
            }
            for (int i = 0; i < futures.size(); i++) {
                service.take().get();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SQLException failed) {
                throw failed;
            }
            if (cause instanceof IOException failed) {
                throw failed;
            }
            if (cause instanceof RuntimeException failed) {
                throw failed;
            }
            if (cause instanceof Error failed) {
                throw failed;
            }
            throw new IllegalStateException("a rebuild's worker failed", e);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }
}
