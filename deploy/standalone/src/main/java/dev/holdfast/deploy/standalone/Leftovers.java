package dev.holdfast.deploy.standalone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes that outlived a supervisor killed with {@code kill -9}. Each is recorded by process id and start instant when
 * it starts, and ended on the next start over the same data, but only while both still match and its command line names
 * what was recorded: process ids are reused.
 */
final class Leftovers {
    private static final Duration POLITE_WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration FORCED_WAIT_MAX = Duration.ofSeconds(10);
    private static final String SUFFIX = ".pid";

    private Leftovers() {}

    /** @param mark a word of the process's command line */
    static void record(Path folder, String name, ProcessHandle process, String mark) throws IOException {
        long startedMillis = startedMillis(process);
        Files.writeString(folder.resolve(name + SUFFIX), process.pid() + "\n" + startedMillis + "\n" + mark + "\n");
    }

    static void forget(Path folder, String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name + SUFFIX));
    }

    /** Ends what a killed supervisor left behind, and names it. */
    static void end(Path folder, Console console) throws IOException, InterruptedException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                Optional<ProcessHandle> process = find(Files.readAllLines(file));
                if (process.isPresent()) {
                    console.say(
                            "ending %s left by an earlier run: pid=%d",
                            nameOf(file), process.get().pid());
                    end(process.get());
                }
                Files.delete(file);
            }
        }
    }

    /** Asks, waits, and at last forces. */
    static void end(ProcessHandle process) throws InterruptedException {
        process.destroy();
        if (!awaitExit(process, POLITE_WAIT_MAX)) {
            process.destroyForcibly();
            awaitExit(process, FORCED_WAIT_MAX);
        }
    }

    static boolean awaitExit(ProcessHandle process, Duration waitMax) throws InterruptedException {
        try {
            process.onExit().get(waitMax.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return !process.isAlive();
        }
    }

    private static Optional<ProcessHandle> find(List<String> record) {
        if (record.size() < 3) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(record.get(0));
            long startedMillis = Long.parseLong(record.get(1));
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startedMillis(process) == startedMillis)
                    .filter(process -> process.info().commandLine().orElse("").contains(record.get(2)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long startedMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
