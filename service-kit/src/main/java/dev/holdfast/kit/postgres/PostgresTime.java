package dev.holdfast.kit.postgres;

import java.time.Instant;

/** PostgreSQL's binary times: microseconds since 2000-01-01 UTC. */
public final class PostgresTime {
    private static final long EPOCH_SECONDS = 946_684_800L;
    private static final long MICROS = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private PostgresTime() {}

    public static long micros(Instant instant) {
        return (instant.getEpochSecond() - EPOCH_SECONDS) * MICROS + instant.getNano() / NANOS_PER_MICRO;
    }

    /** Microseconds since 1970-01-01 UTC. */
    public static long epochMicros(long micros) {
        return micros + EPOCH_SECONDS * MICROS;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS) + EPOCH_SECONDS, Math.floorMod(micros, MICROS) * NANOS_PER_MICRO);
    }
}
