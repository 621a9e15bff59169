package dev.holdfast.query.athlete;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.timeline.BodyAt;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An athlete in a list, as of now, or in the stream of changes; every figure a model estimate. */
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

    public static AthleteView of(AthleteReads.Known known) {
        StateView.OutlookView outlook =
                StateView.OutlookView.of(known.body(), known.model().fold());
        return of(known.athleteId(), known.position(), known.body(), outlook == null ? null : outlook.weeksToReturn());
    }

    /** Without {@code weeksToReturn}: it takes a millisecond, and changes come faster. */
    public static AthleteView ofChange(String athleteId, long position, BodyAt body) {
        return of(athleteId, position, body, null);
    }

    private static AthleteView of(String athleteId, long position, BodyAt body, @Nullable Double weeksToReturn) {
        return new AthleteView(
                athleteId,
                body.lastSessionAt(),
                body.phase().key(),
                body.pausedSince(),
                body.strengthRatio(),
                body.sharpness(),
                body.kept().nuclei(),
                body.kept().trace(),
                body.kept().fibre(),
                weeksToReturn,
                body.sessions(),
                position);
    }
}
