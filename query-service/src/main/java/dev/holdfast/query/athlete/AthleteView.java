package dev.holdfast.query.athlete;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An athlete in a list: every figure as of now, model estimates. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AthleteView(
        String athleteId,
        @Nullable Instant lastSessionAt,
        String phase,
        @Nullable Instant pausedSince,
        double strengthRatio,
        double sharpness,
        double nucleiKept,
        double traceKept,
        double fibreKept,
        @Nullable Double weeksToReturn,
        long sessions,
        long position) {

    /** @param nextCursor absent on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AthletePage")
    public record Page(List<AthleteView> items, @Nullable String nextCursor) {}

    static AthleteView of(AthleteReads.Known known, AthleteFold fold) {
        BodyAt body = known.body();
        StateView.OutlookView outlook = StateView.OutlookView.of(body, fold);
        return new AthleteView(
                known.athleteId(),
                body.lastSessionAt(),
                body.phase().key(),
                body.pausedSince(),
                body.strengthRatio(),
                body.sharpness(),
                body.kept().nuclei(),
                body.kept().trace(),
                body.kept().fibre(),
                outlook == null ? null : outlook.weeksToReturn(),
                body.sessions(),
                known.position());
    }
}
