package dev.holdfast.kit.postgres;

/** Text that comes from outside, on its way into a column. */
public final class PostgresText {
    private static final char SYMBOL_FOR_NUL = '\u2400';

    private PostgresText() {}

    /**
     * {@code text} as PostgreSQL can hold it: everything but NUL, which becomes the symbol for it. Only for what is shown to
     * people; what is compared must be refused instead.
     */
    public static String storable(String text) {
        return text.replace('\0', SYMBOL_FOR_NUL);
    }
}
