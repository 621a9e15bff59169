package dev.holdfast.query.readstore;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code athlete}: the state after all facts.
 *
 * @param position of the last event that the row rests on
 * @param lastMicros instant of the newest fact in effective time
 */
@SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
public record AthleteRow(
        long position, long lastMicros, @Nullable Long lastSessionMicros, long sessions, byte[] state, byte[] digest) {}
