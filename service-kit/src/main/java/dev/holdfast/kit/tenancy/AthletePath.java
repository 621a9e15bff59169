package dev.holdfast.kit.tenancy;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * An athlete of a tenant as one text, {@code tenant/athlete}: the key of records in Kafka, the tag of events, the place in
 * a list. Neither id has a slash, so the text is read in one way only.
 */
public record AthletePath(String tenant, String athlete) {
    private static final char SEPARATOR = '/';

    /** Null when {@code text} does not name a tenant and an athlete; whether the ids are sound is not looked at. */
    public static @Nullable AthletePath of(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 1 || end == text.length() - 1
                ? null
                : new AthletePath(text.substring(0, end), text.substring(end + 1));
    }

    public static AthletePath of(TenantId tenant, AthleteId athlete) {
        return new AthletePath(tenant.value(), athlete.value());
    }

    public static String text(String tenant, String athlete) {
        return tenant + SEPARATOR + athlete;
    }

    @Override
    public String toString() {
        return text(tenant, athlete);
    }
}
