package dev.holdfast.cli;

/** What the command's exit code means; shown by {@code --help}. */
final class ExitCode {
    static final int OK = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int ROWS_REJECTED = 3;
    static final int UNREACHABLE = 4;
    static final int IN_USE = 5;

    /** Stored states are not what the events give. */
    static final int STATES_DIFFER = 6;

    private ExitCode() {}
}
