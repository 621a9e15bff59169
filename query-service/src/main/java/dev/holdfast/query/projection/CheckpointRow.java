package dev.holdfast.query.projection;

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
    static final String START = "start";
    static final String PAUSE = "pause";
}
