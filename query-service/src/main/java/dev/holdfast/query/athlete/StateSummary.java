package dev.holdfast.query.athlete;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.timeline.BodyAt;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A state in one line: what a table of athletes shows. Every figure a model estimate. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateSummary(
        String athleteId,
        Instant at,
        long position,
        String phase,
        @Nullable Instant pausedSince,
        @Nullable Instant lastSessionAt,
        long sessions,
        double strengthRatio,
        double sharpness,
        StateView.KeptView kept) {

    /**
     * States of the athletes that were asked for, in the order that they were asked for.
     *
     * @param unknown those that nothing is known of
     */
    @Schema(name = "StateBatch")
    public record Batch(Instant at, List<StateSummary> items, List<String> unknown) {}

    static StateSummary of(AthleteReads.Known known) {
        BodyAt body = known.body();
        return new StateSummary(
                known.athleteId(),
                body.at(),
                known.position(),
                body.phase().key(),
                body.pausedSince(),
                body.lastSessionAt(),
                body.sessions(),
                body.strengthRatio(),
                body.sharpness(),
                StateView.KeptView.of(body.kept()));
    }
}
