package dev.holdfast.cli.terminal;

/** What the command's exit code means; shown by {@code --help}. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int REFUSED = 1;
    public static final int USAGE = 2;
    public static final int ROWS_REJECTED = 3;
    public static final int UNREACHABLE = 4;
    public static final int IN_USE = 5;
    public static final int UNSOUND = 6;

    private ExitCode() {}
}
