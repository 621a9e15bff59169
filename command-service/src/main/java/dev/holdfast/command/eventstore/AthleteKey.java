package dev.holdfast.command.eventstore;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.kit.tenancy.AthletePath;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** Whose event it is. In Axon it is the tag {@code athlete}; in the table it is two columns. */
public record AthleteKey(String tenant, String athlete) {
    private static final String TAG = "athlete";

    public static AthleteKey of(TenantId tenant, AthleteId athlete) {
        return new AthleteKey(tenant.value(), athlete.value());
    }

    /** The key that {@code tag} means, or null when it is some other tag. */
    static @Nullable AthleteKey of(Tag tag) {
        AthletePath path = tag.key().equals(TAG) ? AthletePath.of(tag.value()) : null;
        return path == null ? null : new AthleteKey(path.tenant(), path.athlete());
    }

    public Tag tag() {
        return new Tag(TAG, AthletePath.text(tenant, athlete));
    }
}
