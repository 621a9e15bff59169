package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.terminal.ExitCode;
import org.junit.jupiter.api.Test;

class HoldfastTest {
    private final CommandLineRun run = new CommandLineRun();

    @Test
    void help_namesEveryCommandAndExitCode() {
        assertThat(run.execute("--help")).isZero();
        assertThat(run.out())
                .contains(
                        "up",
                        "demo",
                        "import",
                        "state",
                        "events",
                        "verify-store",
                        "simulate",
                        "test",
                        "rows were rejected");
    }

    @Test
    void noCommand_andUnknownCommand_areUsage() {
        assertThat(run.execute()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no command given");
        assertThat(run.execute("dance")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("dance");
    }

    @Test
    void aMissingFile_isUsage_andNamed() {
        assertThat(run.execute("import", "nowhere.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("file=nowhere.csv");
        assertThat(run.execute("demo", "nowhere.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("file=nowhere.csv");
    }
}
