package dev.holdfast.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command in this process and keeps what it says. */
public final class CommandLineRun {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    public int execute(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = Holdfast.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
