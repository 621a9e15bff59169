package dev.holdfast.deploy.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A server on its own Java virtual machine. */
final class JavaServer implements Server {
    private static final long LOG_BYTES_MAX = 20 << 20;

    /** Quarkus gives open requests 10 seconds, the broker flushes its logs. */
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(25);

    private static final Duration FORCED_WAIT_MAX = Duration.ofSeconds(10);

    private final String name;
    private final Settings settings;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final BooleanSupplier ready;

    /** @param arguments of the {@code java} command, after the common ones */
    JavaServer(
            String name,
            Settings settings,
            List<String> arguments,
            Map<String, String> environment,
            BooleanSupplier ready) {
        this.name = name;
        this.settings = settings;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.ready = ready;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path log() {
        return settings.logs().resolve(name + ".log");
    }

    @Override
    public ProcessHandle launch() throws IOException {
        Files.createDirectories(settings.logs());
        String mark = "-Dholdfast.server=" + name;
        List<String> command = new ArrayList<>();
        // A terminal sends Ctrl-C to every process of its group; only the supervisor may act on it, since the order of
        // stopping matters. A signal that is ignored before exec stays ignored.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(mark);
        command.addAll(arguments);
        turnLog();
        File log = log().toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(settings.home().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        ProcessHandle process = builder.start().toHandle();
        Leftovers.record(settings.run(), name, process, mark);
        return process;
    }

    /** A long log makes room for the next one; the one before it goes. */
    private void turnLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
            Files.move(log(), settings.logs().resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public boolean ready() {
        return ready.getAsBoolean();
    }

    @Override
    public void stop(ProcessHandle process) throws IOException, InterruptedException {
        process.destroy();
        if (!Leftovers.awaitExit(process, STOP_WAIT_MAX)) {
            process.destroyForcibly();
            Leftovers.awaitExit(process, FORCED_WAIT_MAX);
        }
        Leftovers.forget(settings.run(), name);
    }
}
