package dev.holdfast.query.http;

import dev.holdfast.query.model.ServingModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names answers that stay the same while nothing new is known of the athlete. */
@ApplicationScoped
public class Answers {
    private static final int BYTES = 12;

    private final ServingModel model;

    public Answers(ServingModel model) {
        this.model = model;
    }

    /**
     * @param position of the last event that is known of the athlete
     * @param asked everything in the question that the answer depends on, instants in full
     */
    public EntityTag tag(long position, @Nullable Object... asked) {
        String text = position + "|" + model.identity() + "|" + Arrays.toString(asked);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new EntityTag(position + "-" + HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
