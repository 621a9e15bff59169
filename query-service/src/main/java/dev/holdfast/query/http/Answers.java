package dev.holdfast.query.http;

import dev.holdfast.digest.Sha256;
import dev.holdfast.query.servingmodel.ServingModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
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
     * @param question everything that the answer depends on, instants in full
     */
    public EntityTag tag(long position, @Nullable Object... question) {
        String text = position + "|" + model.identity() + "|" + Arrays.toString(question);
        return new EntityTag(position + "-" + Sha256.hex(text, BYTES));
    }
}
