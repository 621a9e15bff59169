package dev.holdfast.command.athlete;

import dev.holdfast.event.EventKey;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;

/** A key that was used before came again with other content. */
public final class OtherContentException extends ProblemException {
    private static final ProblemKind KEY_REUSED =
            new ProblemKind(409, "key-reused", "This key is stored with other content");
    private static final long serialVersionUID = 1L;

    public OtherContentException(EventKey key, ContentDigest stored, ContentDigest sent) {
        super(KEY_REUSED
                .problem("source=%s, sourceEventId=%s is stored with other content: stored %s, sent %s"
                        .formatted(key.source(), key.sourceEventId(), stored, sent))
                .about(
                        "sourceEventId",
                        key.sourceEventId(),
                        "use a new sourceEventId, or record a session correction"));
    }
}
