package dev.holdfast.query.athlete;

import dev.holdfast.checkpoint.ModelIdentity;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the body kept at a moment.
 *
 * @param kind start (what there was before it), pause, chunk (kept for speed) or newest (after the last fact)
 * @param inferred nobody reported it: the fold found it
 * @param digest SHA-256 of the checkpoint's canonical bytes
 */
public record CheckpointView(
        Instant effectiveAt,
        String kind,
        boolean inferred,
        long position,
        String modelVersion,
        String parameterHash,
        String digest,
        double strengthRatio,
        double sharpness,
        StateView.KeptView kept) {
    /** Every checkpoint of an athlete in effective order. */
    @Schema(name = "Checkpoints")
    public record All(List<CheckpointView> items) {}

    public static CheckpointView of(AthleteReads.StoredCheckpoint stored) {
        ModelIdentity model = stored.model().running();
        return new CheckpointView(
                stored.effectiveAt(),
                stored.kind(),
                stored.inferred(),
                stored.position(),
                model.modelVersion(),
                model.parameterHash(),
                stored.digest(),
                stored.body().strengthRatio(),
                stored.body().sharpness(),
                StateView.KeptView.of(stored.body().kept()));
    }
}
