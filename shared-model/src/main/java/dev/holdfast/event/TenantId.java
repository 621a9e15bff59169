package dev.holdfast.event;

/** A gym chain or a study. Lower-case letters, digits and hyphens, 1 to 64 of them, so that it fits topics, paths and metrics. */
public record TenantId(String value) {
    public TenantId {
        Check.id(
                "tenant",
                value,
                Check::isLowerCaseOrDigit,
                "-",
                "use 1 to 64 lower-case letters, digits and hyphens, for example iron-works");
    }

    @Override
    public String toString() {
        return value;
    }
}
