package dev.holdfast.cli.system;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The standalone system as a child process of this command, which ends with it. */
final class StandaloneSystem implements AutoCloseable {
    private static final Duration READY_WAIT_MAX = Duration.ofMinutes(5);
    private static final Duration READY_POLL = Duration.ofMillis(100);

    /** Longer than the supervisor gives its own servers. */
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(120);

    private final Process process;

    private StandaloneSystem(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-standalone"));
    }

    /** @throws Failure when its packaged jar is missing */
    static StandaloneSystem launch() {
        Path home = Path.of(System.getProperty("holdfast.home", "."))
                .toAbsolutePath()
                .normalize();
        Path jar = home.resolve("deploy/standalone/target/standalone.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Failure(
                    ExitCode.REFUSED, "cannot start the system: jar=" + jar + " is missing: run ./holdfast up");
        }
        // Ctrl-C reaches every process of the terminal; this command alone passes it on, as the order matters.
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                "trap '' INT HUP; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dholdfast.home=" + home,
                "-Dholdfast.parent=" + ProcessHandle.current().pid(),
                "-jar",
                jar.toString());
        try {
            return new StandaloneSystem(new ProcessBuilder(command).inheritIO().start());
        } catch (IOException e) {
            throw new Failure(ExitCode.REFUSED, "cannot start the system: " + e.getMessage());
        }
    }

    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + READY_WAIT_MAX.toNanos();
        while (!Services.ready()) {
            if (process.waitFor(READY_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Failure(process.exitValue(), "the system did not start: see the lines above");
            }
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        ExitCode.UNREACHABLE,
                        "the system is not ready after " + READY_WAIT_MAX.toMinutes() + " minutes: see data/logs");
            }
        }
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
