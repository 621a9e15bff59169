package dev.holdfast.query.readstore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A record that could not be read, as it came. */
@SuppressWarnings("ArrayRecordComponent") // Rows are carried, never compared.
public record DeadLetter(
        long offset,
        @Nullable String tenant,
        @Nullable Long position,
        String reason,
        byte @Nullable [] key,
        String headers,
        byte @Nullable [] value) {
    public boolean isOf(AthleteKey athlete) {
        return Arrays.equals(key, athlete.recordKey());
    }
}
