package dev.holdfast.query.http;

import dev.holdfast.digest.Sha256;
import dev.holdfast.query.servingmodel.StateVersion;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names answers that stay the same while nothing new is known of the athlete. */
public final class Answers {
    private static final int BYTES = 12;

    private Answers() {}

    /**
     * @param version that the answer rests on
     * @param question everything else that the answer depends on, instants in full
     */
    public static EntityTag tag(StateVersion version, @Nullable Object... question) {
        String text = version.position() + "|" + version.digest() + "|"
                + version.model().running() + "|" + Arrays.toString(question);
        return new EntityTag(version.position() + "-" + Sha256.hex(text, BYTES));
    }
}
