package dev.holdfast.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command in this process and keeps what it says. */
final class CommandLineRun {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    int execute(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = Holdfast.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
