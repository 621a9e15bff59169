package dev.holdfast.deploy.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps one server running until told to stop: starts it, waits for it, and starts it again when it dies. */
final class Supervision {
    /** The slowest first start seen is initdb on a cold disk; a recovery after a crash replays at most 1 GB of log. */
    private static final Duration READY_WAIT_MAX = Duration.ofSeconds(120);

    private static final Duration READY_POLL = Duration.ofMillis(50);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(250);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

    /** About a minute of trying; a server that dies more often in a row will not come back by itself. */
    private static final int DEATHS_IN_A_ROW_MAX = 10;

    /** A server that ran this long has recovered: its next death counts as the first. Tests that kill shorten it. */
    private static final Duration RECOVERED_AFTER =
            Duration.ofSeconds(Integer.getInteger("holdfast.recovered-after-seconds", 60));

    private static final int LOG_LINES_SHOWN = 15;

    private final Server server;
    private final Console console;
    private final Consumer<String> lost;
    private final CountDownLatch stopping = new CountDownLatch(1);
    /** Empty once the server has answered for the first time, or why it did not. */
    private final CompletableFuture<Optional<String>> started = new CompletableFuture<>();

    private final Thread thread;
    private volatile @Nullable ProcessHandle process;

    /** @param lost told why when the server cannot be kept running */
    Supervision(Server server, Console console, Consumer<String> lost) {
        this.server = server;
        this.console = console;
        this.lost = lost;
        this.thread = new Thread(this::keepRunning, "supervise-" + server.name());
    }

    Supervision start() {
        thread.start();
        return this;
    }

    /** Waits for the first readiness. */
    void awaitStarted() throws StartException, InterruptedException {
        try {
            Optional<String> fault = started.get();
            if (fault.isPresent()) {
                throw new StartException(fault.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on its end is nothing to mend: a signal to all of a process group ends servers before their turn. */
    void expectEnd() {
        stopping.countDown();
    }

    /** Ends the server and this supervision. */
    void stop() throws InterruptedException {
        expectEnd();
        ProcessHandle running = process;
        if (running != null) {
            try {
                server.stop(running);
            } catch (IOException e) {
                console.say("cannot stop %s: pid=%d: %s", server.name(), running.pid(), e.getMessage());
            }
        }
        thread.join(Duration.ofSeconds(30));
    }

    private void keepRunning() {
        int deaths = 0;
        try {
            while (!isStopping()) {
                long launchNanos = System.nanoTime();
                String fault = runOnce(launchNanos);
                if (isStopping()) {
                    return;
                }
                if (!started.isDone()) {
                    started.complete(Optional.of(
                            fault + "; the end of its log " + server.log() + ":\n" + endOfLog(server.log())));
                    return;
                }
                boolean recovered = System.nanoTime() - launchNanos > RECOVERED_AFTER.toNanos();
                deaths = recovered ? 1 : deaths + 1;
                if (deaths > DEATHS_IN_A_ROW_MAX) {
                    lost.accept(fault + ", " + deaths + " times in a row: see " + server.log());
                    return;
                }
                Duration wait = backoff(deaths);
                console.say("%s; starting it again in %.2f s", fault, wait.toMillis() / 1e3);
                if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.complete(Optional.of(server.name() + " was stopped before it was ready"));
        }
    }

    /** Returns, once the server is gone, what to say about it. */
    private String runOnce(long launchNanos) throws InterruptedException {
        ProcessHandle launched;
        try {
            launched = server.launch();
        } catch (IOException e) {
            return server.name() + " did not start: " + e.getMessage();
        }
        process = launched;
        if (isStopping()) {
            // The stop came between launch and this line and has seen no process.
            launched.destroy();
        }
        while (launched.isAlive() && !server.ready()) {
            if (System.nanoTime() - launchNanos > READY_WAIT_MAX.toNanos()) {
                launched.destroyForcibly();
                Leftovers.awaitExit(launched, BACKOFF_MAX);
                return server.name() + " did not answer within " + READY_WAIT_MAX.toSeconds() + " s";
            }
            if (stopping.await(READY_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return server.name() + " was stopped";
            }
        }
        if (launched.isAlive()) {
            console.say(
                    "%s is ready after %.1f s: pid=%d",
                    server.name(), (System.nanoTime() - launchNanos) / 1e9, launched.pid());
            started.complete(Optional.empty());
        }
        launched.onExit().join();
        return server.name() + " ended unexpectedly: pid=" + launched.pid();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    static Duration backoff(int deaths) {
        Duration doubled = BACKOFF_MIN.multipliedBy(1L << Math.min(deaths - 1, 10));
        return doubled.compareTo(BACKOFF_MAX) < 0 ? doubled : BACKOFF_MAX;
    }

    private static String endOfLog(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }
}
