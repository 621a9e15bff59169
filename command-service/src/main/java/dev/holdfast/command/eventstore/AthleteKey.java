package dev.holdfast.command.eventstore;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
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
        int slash = tag.value().indexOf('/');
        return tag.key().equals(TAG) && slash > 0 && slash < tag.value().length() - 1
                ? new AthleteKey(tag.value().substring(0, slash), tag.value().substring(slash + 1))
                : null;
    }

    public Tag tag() {
        return new Tag(TAG, tenant + "/" + athlete);
    }
}
