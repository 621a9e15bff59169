package dev.holdfast.cli.terminal;

/** Whether a person is watching: bars on a terminal, plain lines otherwise. */
public final class Terminal {
    private Terminal() {}

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
