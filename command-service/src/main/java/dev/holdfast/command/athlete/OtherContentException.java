package dev.holdfast.command.athlete;

import dev.holdfast.event.EventKey;

/** A key that was used before came again with other content. */
public final class OtherContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EventKey key;

    public OtherContentException(EventKey key, ContentDigest stored, ContentDigest sent) {
        super("source=%s, sourceEventId=%s is stored with other content: stored %s, sent %s"
                .formatted(key.source(), key.sourceEventId(), stored, sent));
        this.key = key;
    }

    public EventKey key() {
        return key;
    }
}
