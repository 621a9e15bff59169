package dev.holdfast.research.forecast;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.catalogue.MuscleShare;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.kernel.BodyTracks;
import dev.holdfast.kernel.DayTable;
import dev.holdfast.level.ExerciseLevel.Kilograms;
import dev.holdfast.level.LevelFold;
import dev.holdfast.level.LevelListener;
import dev.holdfast.level.LevelState;
import dev.holdfast.level.LevelsAt;
import dev.holdfast.load.HardSets;
import dev.holdfast.load.SessionDose;
import dev.holdfast.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A log as the benchmark sees it.
 *
 * @param trainingDays days with anything logged, ascending
 * @param series exercises with an external load and at least {@value #DAYS_MIN} values
 * @param targets every forecast that counts
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of a benchmark, never compared.
record Lifter(int[] trainingDays, List<Series> series, List<Target> targets) {
    /** Fewer days of an exercise make no series. */
    static final int DAYS_MIN = 8;

    private static final LevelFold FOLD = LevelFold.standard();
    private static final DayTable TABLE = DayTable.of(Parameters.DEFAULT);

    static Lifter of(TrainingLog log) {
        TreeMap<Integer, List<SessionLogged>> days = sessions(log);
        Map<String, Values> values = new TreeMap<>();
        LevelListener collect = (exercise, day, seenLog, logStrength) -> values.computeIfAbsent(
                        ExerciseCatalogue.spelling(exercise), unused -> new Values(exercise, new ArrayList<>()))
                .rows()
                .add(new double[] {day, seenLog, logStrength});
        LevelState state = LevelState.empty();
        days.forEach((day, sessions) -> FOLD.day(day, 0, sessions, state, collect));
        int[] trainingDays = days.keySet().stream().mapToInt(Integer::intValue).toArray();
        int lastDay = trainingDays.length == 0 ? 0 : trainingDays[trainingDays.length - 1];
        FOLD.settle(lastDay, 0, state, collect);
        LevelsAt levels = LevelsAt.consume(state, lastDay, 0, FOLD);
        List<Series> series = new ArrayList<>();
        for (Values each : values.values()) {
            boolean inKilograms = levels.of(each.exercise())
                    .filter(Kilograms.class::isInstance)
                    .isPresent();
            if (inKilograms && each.rows().size() >= DAYS_MIN) {
                series.add(series(each.exercise(), each.rows()));
            }
        }
        addBodies(days, series);
        return new Lifter(trainingDays, series, Targets.of(trainingDays, series));
    }

    /** Day, y and z of an exercise. */
    private record Values(String exercise, List<double[]> rows) {}

    /** Each day's exercises as sessions of as many as a session may have. */
    private static TreeMap<Integer, List<SessionLogged>> sessions(TrainingLog log) {
        TreeMap<Integer, List<PerformedExercise>> byDay = new TreeMap<>();
        for (TrainingLog.Entry entry : log.exercises()) {
            byDay.computeIfAbsent(entry.day(), unused -> new ArrayList<>()).add(entry.exercise());
        }
        TreeMap<Integer, List<SessionLogged>> days = new TreeMap<>();
        byDay.forEach((day, exercises) -> {
            List<SessionLogged> sessions = new ArrayList<>();
            for (int from = 0; from < exercises.size(); from += SessionLogged.EXERCISES_MAX) {
                int to = Math.min(from + SessionLogged.EXERCISES_MAX, exercises.size());
                sessions.add(new SessionLogged(exercises.subList(from, to), null, null, null));
            }
            days.put(day, sessions);
        });
        return days;
    }

    private static Series series(String exercise, List<double[]> rows) {
        int size = rows.size();
        int[] day = rows.stream().mapToInt(row -> (int) row[0]).toArray();
        double[] seen = rows.stream().mapToDouble(row -> row[1]).toArray();
        double[] logStrength = rows.stream().mapToDouble(row -> row[2]).toArray();
        return new Series(exercise, day, seen, logStrength, new double[size], new double[size]);
    }

    /** F̄ and M of a body that begins with the log. */
    private static void addBodies(TreeMap<Integer, List<SessionLogged>> days, List<Series> series) {
        ExerciseCatalogue catalogue = FOLD.catalogue();
        BodyTracks body = new BodyTracks(Movement.ID_MAX + 1, MuscleGroup.ID_MAX + 1);
        days.forEach((day, sessions) -> {
            for (Series each : series) {
                int i = each.indexOf(day);
                Movement movement =
                        catalogue.find(each.exercise()).map(Exercise::movement).orElse(null);
                if (i >= 0 && movement != null) {
                    each.expression()[i] = body.expression(movement.id(), day, TABLE);
                    each.fibreSize()[i] = catalogue.involvement(movement).stream()
                            .filter(MuscleShare::isPrimeMover)
                            .mapToDouble(share -> body.fibreSize(share.group().id(), day, TABLE))
                            .average()
                            .orElse(0);
                }
            }
            int[] movements = new int[body.movements()];
            int[] groups = new int[body.groups()];
            for (SessionLogged session : sessions) {
                SessionDose dose = HardSets.of(session, catalogue);
                for (int i = 0; i < dose.movementCount(); i++) {
                    movements[dose.movementId(i)] += dose.movementMilliSets(i);
                }
                for (int i = 0; i < dose.groupCount(); i++) {
                    groups[dose.groupId(i)] += dose.groupMilliSets(i);
                }
            }
            for (int id = 0; id < movements.length; id++) {
                body.trainMovement(id, day, movements[id], TABLE);
            }
            for (int id = 0; id < groups.length; id++) {
                body.trainGroup(id, day, groups[id], TABLE);
            }
        });
    }
}
