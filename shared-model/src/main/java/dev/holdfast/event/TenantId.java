package dev.holdfast.event;

import java.util.regex.Pattern;

/** A gym chain or a study. Lower-case letters, digits and hyphens, 1 to 64 of them, so that it fits topics, paths and metrics. */
public record TenantId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public TenantId {
        Check.pattern(
                "tenant", value, FORM, "use 1 to 64 lower-case letters, digits and hyphens, for example iron-works");
    }

    @Override
    public String toString() {
        return value;
    }
}
