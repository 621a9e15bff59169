package dev.holdfast.cli;

import dev.holdfast.cli.athlete.EventsCommand;
import dev.holdfast.cli.athlete.StateCommand;
import dev.holdfast.cli.imports.ImportCommand;
import dev.holdfast.cli.model.BenchmarkForecastCommand;
import dev.holdfast.cli.model.FitForecastCommand;
import dev.holdfast.cli.model.SimulateCommand;
import dev.holdfast.cli.model.ValidateCommand;
import dev.holdfast.cli.operate.RebuildCommand;
import dev.holdfast.cli.operate.VerifyStatesCommand;
import dev.holdfast.cli.operate.VerifyStoreCommand;
import dev.holdfast.cli.system.DemoCommand;
import dev.holdfast.cli.system.TestCommand;
import dev.holdfast.cli.system.UpCommand;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.event.InvalidValueException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code holdfast} command. */
@Command(
        name = "holdfast",
        mixinStandardHelpOptions = true,
        version = "holdfast 0.1.0",
        description = "Keeps what training leaves behind.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            StateCommand.class,
            EventsCommand.class,
            VerifyStoreCommand.class,
            RebuildCommand.class,
            VerifyStatesCommand.class,
            SimulateCommand.class,
            ValidateCommand.class,
            BenchmarkForecastCommand.class,
            FitForecastCommand.class,
            TestCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a service refused or failed; the message says why",
            "2:wrong usage or an invalid value",
            "3:the import is done, but some rows were rejected",
            "4:a service is not reachable",
            "5:a port or the data folder is in use",
            "6:what is stored does not agree with itself, or with what the events give"
        })
public final class Holdfast implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Holdfast());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            PrintWriter err = failed.getErr();
            err.println(failed.getColorScheme().errorText(message(exception)));
            return exitCode(exception);
        });
        return line;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "no command given: command=: choose one of those below");
    }

    private static String message(Exception exception) {
        String message = exception.getMessage();
        return exception instanceof Failure || exception instanceof InvalidValueException
                ? String.valueOf(message)
                : "failed: " + exception.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static int exitCode(Exception exception) {
        return switch (exception) {
            case Failure failure -> failure.exitCode();
            case InvalidValueException invalid -> ExitCode.USAGE;
            default -> ExitCode.REFUSED;
        };
    }
}
