package dev.holdfast.research.studies;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.research.plan.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * One published figure.
 *
 * @param study first author and year
 * @param group arm of the study
 * @param doi as given, may be empty
 * @param ageYears mean age, 10 to 110
 * @param protocol what was trained
 * @param weeks when it was measured, weeks since the start; before that week's next session
 * @param changePct published change in percent of baseline, or of the first block's end for the kept kinds
 * @param errorPct its error as published, above 0
 * @param participants how many, 0 for a pooled estimate
 * @param source read, derived or memory
 */
public record StudyFigure(
        String study,
        String group,
        String doi,
        double ageYears,
        Protocol protocol,
        double weeks,
        FigureKind kind,
        double changePct,
        double errorPct,
        int participants,
        String source,
        String note) {
    public StudyFigure {
        if (study.isBlank()) {
            throw new InvalidValueException("study", study, "name the study");
        }
        require("age", ageYears, 10, 110);
        require("t_week", weeks, 0, Protocol.WEEKS_MAX);
        require("change_pct", changePct, -100, 10_000);
        require("err_pct", errorPct, 1e-6, 10_000);
    }

    /** Study and arm: what is calibrated together. */
    public String arm() {
        return study + " / " + group;
    }

    /** Where in the protocol it was measured. */
    public StudyPhase phase() {
        double end = 0;
        StudyPhase phase = null;
        for (Protocol.Block block : protocol.blocks()) {
            phase = next(phase, block);
            end += block.weeks();
            if (weeks <= end + 1e-9) {
                return phase;
            }
        }
        return StudyPhase.PAUSE;
    }

    private static StudyPhase next(@Nullable StudyPhase before, Protocol.Block block) {
        if (block instanceof Protocol.Rest) {
            return StudyPhase.PAUSE;
        }
        if (before == null) {
            return StudyPhase.FIRST_BLOCK;
        }
        return before == StudyPhase.PAUSE || before == StudyPhase.RETURN ? StudyPhase.RETURN : StudyPhase.REDUCED;
    }

    /** The error that counts: no study is more exact than its kind allows. */
    public double errorFlooredPct() {
        return Math.max(errorPct, kind.errorFloorPct());
    }

    private static void require(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidValueException(field, value, "give a number from " + min + " to " + max);
        }
    }
}
