package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code docs/clients.md}, as they stand there, against a running system; twice, as a sender may. */
@TestInstance(Lifecycle.PER_CLASS)
class ClientsIT {
    private static final long SECONDS_MAX = 120;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSystem system;

    @BeforeAll
    void start() throws IOException {
        system = RunningSystem.start(folder.resolve("data"), RunningSystem.freePorts());
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void curl_logsASessionOnce_andReadsTheState() throws Exception {
        assertThat(run("bash", "bash", "-eu")).contains("\"duplicate\":false", "\"strengthRatio\":");
        assertThat(run("bash", "bash", "-eu")).contains("\"duplicate\":true", "\"sessions\":1,");
    }

    @Test
    void python_logsASessionOnce_readsTheState_andFollowsIt() throws Exception {
        assertThat(run("python", "python3")).contains("strength ratio 1.").containsPattern("change \\d+ sessions 2");
    }

    @Test
    void java_logsASessionOnce_andReadsTheState() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classes = System.getProperty("java.class.path");
        assertThat(run("java", java, "-cp", classes)).containsPattern("stored \\d+\nstrength ratio 1\\.");
        assertThat(run("java", java, "-cp", classes)).containsPattern("stored \\d+ before\nstrength ratio 1\\.");
    }

    @Test
    void r_importsASessionOnce_andReadsTheState() throws Exception {
        assumeTrue(isInstalled("Rscript"), "skipped: R is not on this machine (Debian: r-base-core, r-cran-jsonlite)");
        assertThat(run("r", "Rscript")).contains("strength ratio 1.");
        assertThat(run("r", "Rscript")).contains("strength ratio 1.");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private String run(String language, String... interpreter) throws IOException, InterruptedException {
        String page = Files.readString(RunningSystem.home().resolve("docs/clients.md"));
        Matcher block = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(page);
        assertThat(block.find())
                .as("a block of %s in docs/clients.md", language)
                .isTrue();
        Path program = Files.writeString(folder.resolve("client." + language), block.group(1));
        Path output = folder.resolve("client-" + language + ".out");
        String[] command = Arrays.copyOf(interpreter, interpreter.length + 1);
        command[interpreter.length] = program.toString();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOLDFAST_COMMANDS",
                        system.commandUrl(),
                        "HOLDFAST_QUERIES",
                        system.queryUrl(),
                        "HOLDFAST_TENANT",
                        "clients"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS))
                    .as("%s ends:%n%s", language, Files.readString(output))
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s:%n%s", language, Files.readString(output))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
