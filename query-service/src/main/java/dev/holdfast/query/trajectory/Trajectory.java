package dev.holdfast.query.trajectory;

import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.catalogue.MuscleShare;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import dev.holdfast.query.life.Life;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.MovementAt;
import dev.holdfast.timeline.MuscleGroupAt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One movement and one of its muscle groups over time; every figure a model estimate.
 *
 * @param movement null when nothing was trained yet
 * @param muscleGroup null when nothing was trained yet
 * @param movements those with a trace at the end, for choosing
 * @param muscleGroups those that carry the movement, prime movers first
 */
public record Trajectory(
        @Nullable Movement movement,
        @Nullable MuscleGroup muscleGroup,
        List<Movement> movements,
        List<MuscleGroup> muscleGroups,
        List<Point> points) {
    /** More points than a screen has pixels are for the export of states, not for a curve. */
    public static final int POINTS_MAX = 2_000;

    /**
     * Durable and volatile parts, and what they add up to.
     *
     * @param forecast after now: what is left without training
     * @param latentExpression ρ·T, the part of M that the trace keeps
     * @param nuclearSize φ·D1·N, the part of F that the nuclei keep
     */
    public record Point(
            Instant at,
            boolean forecast,
            double strengthRatio,
            double trace,
            double latentExpression,
            double volatileExpression,
            double expression,
            double sharpness,
            double nuclei,
            double nuclearSize,
            double volatileSize,
            double fibreSize) {}

    /**
     * @param movement null for the one with the largest trace
     * @param group null for the movement's first prime mover
     */
    public static Trajectory of(
            Life life,
            AthleteFold fold,
            @Nullable Movement movement,
            @Nullable MuscleGroup group,
            List<Instant> instants,
            Instant now) {
        List<BodyAt> bodies = life.at(instants, fold);
        List<MovementAt> trained =
                bodies.isEmpty() ? List.of() : bodies.getLast().movements();
        List<Movement> movements = trained.stream().map(MovementAt::movement).toList();
        Movement shown = movement != null
                ? movement
                : trained.stream()
                        .max(Comparator.comparingDouble(m -> m.motor().trace()))
                        .map(MovementAt::movement)
                        .orElse(null);
        List<MuscleGroup> groups = shown == null
                ? List.of()
                : fold.catalogue().involvement(shown).stream()
                        .sorted(Comparator.comparingDouble(MuscleShare::weight).reversed())
                        .map(MuscleShare::group)
                        .toList();
        MuscleGroup shownGroup =
                group != null && groups.contains(group) ? group : groups.isEmpty() ? null : groups.getFirst();
        List<Point> points = new ArrayList<>(bodies.size());
        for (BodyAt body : bodies) {
            points.add(
                    point(body, shown, shownGroup, fold.parameters(), body.at().isAfter(now)));
        }
        return new Trajectory(shown, shownGroup, movements, groups, points);
    }

    private static Point point(
            BodyAt body, @Nullable Movement movement, @Nullable MuscleGroup group, Parameters p, boolean forecast) {
        MovementAt moved = body.movements().stream()
                .filter(m -> m.movement() == movement)
                .findFirst()
                .orElse(null);
        MuscleGroupAt muscle = body.groups().stream()
                .filter(g -> g.group() == group)
                .findFirst()
                .orElse(null);
        Motor motor = moved == null ? Motor.UNTRAINED : moved.motor();
        Structure structure = muscle == null ? Structure.UNTRAINED : muscle.structure();
        return new Point(
                body.at(),
                forecast,
                moved == null ? 1 : moved.strengthRatio(),
                motor.trace(),
                p.latentTraceShare() * motor.trace(),
                motor.volatileExpression(),
                TwoSystemModel.expression(motor, p),
                TwoSystemModel.sharpness(motor, p),
                structure.nuclei(),
                TwoSystemModel.nuclearSize(structure.nuclei(), p),
                structure.volatileSize(),
                TwoSystemModel.fibreSize(structure, p));
    }

    /**
     * Instants from {@code from} to {@code to}, both included, a step apart.
     *
     * @throws InvalidValueException when that is more than {@value #POINTS_MAX}, or backwards
     */
    public static List<Instant> everyStep(Instant from, Instant to, Duration step) {
        if (to.isBefore(from)) {
            throw new InvalidValueException("to", to.toString(), "give an instant not before from=" + from);
        }
        if (step.isNegative() || step.isZero()) {
            throw new InvalidValueException("step", step.toString(), "give a duration above zero, such as P1D");
        }
        // In seconds, since three centuries have more nanoseconds than a long holds.
        double count = seconds(Duration.between(from, to)) / seconds(step) + 1;
        if (count >= POINTS_MAX) {
            throw new InvalidValueException(
                    "step",
                    step.toString(),
                    "give a longer step: that is %.0f points of %d".formatted(count, POINTS_MAX));
        }
        List<Instant> instants = new ArrayList<>((int) count + 1);
        for (Instant at = from; at.isBefore(to); at = at.plus(step)) {
            instants.add(at);
        }
        instants.add(to);
        return instants;
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** That many instants from {@code from} to {@code to}, evenly, with {@code now} among them when it lies between. */
    public static List<Instant> evenly(Instant from, Instant to, int count, Instant now) {
        if (!(count >= 2 && count <= POINTS_MAX)) {
            throw new InvalidValueException("points", count, "give a number from 2 to " + POINTS_MAX);
        }
        if (to.isBefore(from)) {
            throw new InvalidValueException("to", to.toString(), "give an instant not before from=" + from);
        }
        long millis = Math.max(Duration.between(from, to).toMillis(), 1);
        List<Instant> instants = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            Instant at = from.plusMillis(Math.multiplyExact(millis, i) / (count - 1));
            boolean passesNow = !instants.isEmpty() && instants.getLast().isBefore(now) && at.isAfter(now);
            if (passesNow) {
                instants.add(now);
            }
            instants.add(at);
        }
        return instants;
    }
}
