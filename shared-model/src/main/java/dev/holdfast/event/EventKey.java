package dev.holdfast.event;

/**
 * What makes an event the same event when it is sent again: the system it came from and that system's own id for it.
 * Unique within a tenant.
 *
 * @param source where the fact comes from, for example {@code strong}, {@code api} or {@code front-desk}; 1 to 64 characters
 * @param sourceEventId the source's id of it; 1 to 200 characters
 */
public record EventKey(String source, String sourceEventId) {
    public static final int SOURCE_LENGTH_MAX = 64;
    public static final int SOURCE_EVENT_ID_LENGTH_MAX = 200;

    public EventKey {
        Check.length("source", source, SOURCE_LENGTH_MAX);
        Check.length("sourceEventId", sourceEventId, SOURCE_EVENT_ID_LENGTH_MAX);
    }

    @Override
    public String toString() {
        return source + "/" + sourceEventId;
    }
}
