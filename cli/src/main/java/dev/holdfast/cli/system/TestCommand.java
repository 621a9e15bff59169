package dev.holdfast.cli.system;

import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Named here for the help; the script runs it, since it needs the sources and no built jar. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Build, run every check and test, and end in counts (run by the script ./holdfast).")
public final class TestCommand implements Runnable {
    @Option(names = "--long", description = "The long-running tests too.")
    private boolean longRunning;

    @Override
    public void run() {
        throw new Failure(
                ExitCode.USAGE,
                "tests are run by the script: command=test" + (longRunning ? " --long" : "") + ": run ./holdfast test");
    }
}
