package dev.holdfast.cli.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Whether a person is watching: bars on a terminal, plain lines otherwise. */
public final class Terminal {
    private Terminal() {}

    /** A bar for work on many events, null where nobody is watching. */
    public static @Nullable ProgressBar bar(String task, long events) {
        return present()
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setUnit(" events", 1)
                        .showSpeed()
                        .setInitialMax(Math.max(1, events))
                        .build()
                : null;
    }

    public static boolean present() {
        var console = System.console();
        return console != null && System.getenv("TERM") != null && isTerminal(console);
    }

    /** From JDK 22 on, there is a console without a terminal too, and it is asked by a method that 21 does not have. */
    private static boolean isTerminal(java.io.Console console) {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
