package dev.holdfast.query.readstore;

/** A row of {@code checkpoint}. */
@SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
public record CheckpointRow(
        long effectiveMicros,
        String kind,
        long cause,
        long chunkMicros,
        boolean inferred,
        long position,
        byte[] state,
        byte[] digest) {
    public static final String START = "start";
    public static final String PAUSE = "pause";
}
