package dev.holdfast.deploy.standalone;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plain lines with the seconds since the start. */
final class Console {
    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String format, @Nullable Object... arguments) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.println(String.format(Locale.ROOT, "[%6.1f s] ", seconds) + String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
