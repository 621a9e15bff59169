package dev.holdfast.query.athlete;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.ReturnOutlook;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Kept;
import dev.holdfast.timeline.MovementAt;
import dev.holdfast.timeline.MuscleGroupAt;
import dev.holdfast.uncertainty.Basis;
import dev.holdfast.uncertainty.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A state as it is answered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateView(
        String athleteId,
        Instant at,
        @Nullable Instant knownAt,
        long position,
        String modelVersion,
        String parameterHash,
        String catalogueVersion,
        String phase,
        @Nullable Instant pausedSince,
        @Nullable Instant firstSessionAt,
        @Nullable Instant lastSessionAt,
        long sessions,
        long assessments,
        double strengthRatio,
        double sharpness,
        KeptView kept,
        List<MovementView> movements,
        List<MuscleGroupView> muscleGroups,
        @Nullable OutlookView returnOutlook,
        List<UnknownExercise> unknownExercises,
        List<String> notes) {
    /** Said wherever a return is spoken of. */
    public static final String NOTHING_TO_RETURN_TO =
            "nothing to return to: the best so far is within 2 % of the untrained strength";

    private static final double SECONDS_PER_DAY = 86_400;
    private static final Duration NUCLEI_PAUSE_MAX = Duration.ofDays(16 * 7);

    /** Shares of the best so far. */
    public record KeptView(double nuclei, double trace, double fibre, double strength) {
        public static KeptView of(Kept kept) {
            return new KeptView(kept.nuclei(), kept.trace(), kept.fibre(), kept.strength());
        }
    }

    public record MovementView(
            String movement,
            double trace,
            double volatileExpression,
            double expression,
            double sharpness,
            double strengthRatio,
            double peakStrengthRatio,
            String learningPhase,
            double daysSinceLastSession) {
        static MovementView of(MovementAt at) {
            return new MovementView(
                    at.movement().key(),
                    at.motor().trace(),
                    at.motor().volatileExpression(),
                    at.expression(),
                    at.sharpness(),
                    at.strengthRatio(),
                    at.peakStrengthRatio(),
                    at.learningPhase().key(),
                    at.motor().ageDays());
        }
    }

    public record MuscleGroupView(
            String muscleGroup,
            double nuclei,
            double volatileSize,
            double fibreSize,
            double peakFibreSize,
            double daysSinceLastSession) {
        static MuscleGroupView of(MuscleGroupAt at) {
            return new MuscleGroupView(
                    at.group().key(),
                    at.structure().nuclei(),
                    at.structure().volatileSize(),
                    at.fibreSize(),
                    at.peakFibreSize(),
                    at.structure().ageDays());
        }
    }

    /**
     * A return from here, under the plan; absent for who has nothing to return to, since the best so far is within 2 % of
     * untrained.
     *
     * @param weeksToReturn to 98 % of the previous best; absent when not within {@value ReturnOutlook#SEARCH_WEEKS_MAX}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OutlookView(
            @Nullable Double weeksToReturn,
            @Nullable Double weeksForFirstTimer,
            double headStartWeeks,
            boolean headStartIsLowerBound,
            double planSessionsPerWeek,
            double planHardSets) {
        static @Nullable OutlookView of(BodyAt body, AthleteFold fold) {
            BodyState state = BodyState.of(body, fold);
            if (state == null || !state.hasBest()) {
                return null;
            }
            TrainingPlan plan = TrainingPlan.THREE_BY_THREE;
            ReturnOutlook outlook = ReturnOutlook.forBody(state, plan, body.parameters());
            return new OutlookView(
                    orNull(outlook.weeksToReturn()),
                    orNull(outlook.weeksForFirstTimer()),
                    outlook.headStartWeeks(),
                    outlook.headStartIsLowerBound(),
                    plan.sessionsPerWeek(),
                    plan.hardSets());
        }

        private static @Nullable Double orNull(OptionalDouble value) {
            return value.isPresent() ? (Double) value.getAsDouble() : null;
        }
    }

    public record UnknownExercise(String name, int sets) {}

    /**
     * @param only of the lists, no more than this movement and the muscle groups that it loads; all when null
     */
    public static StateView of(AthleteReads.Known known, @Nullable Instant knownAt, @Nullable Movement only) {
        AthleteFold fold = known.model().fold();
        ModelIdentity model = known.model().running();
        BodyAt body = known.body();
        return new StateView(
                known.athleteId(),
                body.at(),
                knownAt,
                known.position(),
                model.modelVersion(),
                model.parameterHash(),
                model.catalogueVersion(),
                body.phase().key(),
                body.pausedSince(),
                body.firstSessionAt(),
                body.lastSessionAt(),
                body.sessions(),
                body.assessments(),
                body.strengthRatio(),
                body.sharpness(),
                KeptView.of(body.kept()),
                body.movements().stream()
                        .filter(each -> only == null || each.movement() == only)
                        .map(MovementView::of)
                        .toList(),
                body.groups().stream()
                        .filter(each -> only == null || isLoadedBy(only, each.group(), fold))
                        .map(MuscleGroupView::of)
                        .toList(),
                OutlookView.of(body, fold),
                body.unknownSets().entrySet().stream()
                        .map(each -> new UnknownExercise(each.getKey(), each.getValue()))
                        .toList(),
                notes(body, fold));
    }

    private static boolean isLoadedBy(Movement movement, MuscleGroup group, AthleteFold fold) {
        return fold.catalogue().involvement(movement).stream().anyMatch(share -> share.group() == group);
    }

    private static List<String> notes(BodyAt body, AthleteFold fold) {
        List<String> notes = new ArrayList<>();
        notes.add("model estimate: nuclei and trace are never measured; strength is against the athlete's own untrained"
                + " strength");
        Instant last = body.lastSessionAt();
        if (last != null) {
            Duration pause = Duration.between(last, body.at());
            if (Evidence.forStrength(pause.toSeconds() / SECONDS_PER_DAY, false) == Basis.BEYOND_EVIDENCE) {
                notes.add("beyond the evidence: no human data on pauses longer than about three years");
            } else if (pause.compareTo(NUCLEI_PAUSE_MAX) > 0) {
                notes.add("beyond the evidence for nuclei: no human data on pauses longer than 16 weeks");
            }
        }
        BodyState state = BodyState.of(body, fold);
        if (state != null && !state.hasBest()) {
            notes.add(NOTHING_TO_RETURN_TO);
        }
        if (body.seededByPriorTraining()) {
            notes.add("starts from training before the log as the athlete told it: a wide range");
        }
        if (body.lowQualitySessions() > 0) {
            notes.add("low quality: %d sessions are known by rating and minutes only; they are in %s and %s"
                    .formatted(
                            body.lowQualitySessions(), Movement.GENERAL_STRENGTH.key(), MuscleGroup.WHOLE_BODY.key()));
        }
        if (body.unlistedUnknownSets() > 0) {
            notes.add("%d more sets of unknown exercises are not listed by name".formatted(body.unlistedUnknownSets()));
        }
        return notes;
    }
}
