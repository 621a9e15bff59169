package dev.holdfast.research.forecast;

import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.research.forecast.TrainingLog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lifters made up: a level that wanders, days around it, light days, and rests after which they begin lighter. */
final class MadeLogs {
    private static final String[] EXERCISES = {"Bench Press (Barbell)", "Squat (Barbell)"};
    private static final int SESSIONS = 120;
    private static final int REST_EVERY = 30;
    private static final int CAREFUL_SESSIONS = 1;

    private MadeLogs() {}

    /** @param careful how much lighter each first session after a rest is, ln kg */
    static List<TrainingLog> lifters(int count, double careful, long seed) {
        Random random = new Random(seed);
        List<TrainingLog> logs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            logs.add(lifter(random, careful));
        }
        return logs;
    }

    private static TrainingLog lifter(Random random, double careful) {
        List<Entry> entries = new ArrayList<>();
        double[] level = {4 + random.nextDouble(), 4.5 + random.nextDouble()};
        int day = 18_000;
        int sinceRest = CAREFUL_SESSIONS;
        for (int session = 0; session < SESSIONS; session++) {
            if (session % REST_EVERY == REST_EVERY - 1) {
                day += 25 + random.nextInt(60);
                sinceRest = 0;
            } else {
                day += 2 + random.nextInt(3);
                sinceRest++;
            }
            for (int e = 0; e < EXERCISES.length; e++) {
                level[e] += 0.012 * random.nextGaussian();
                double today = level[e] + 0.05 * random.nextGaussian() - (random.nextInt(10) == 0 ? 0.2 : 0);
                today -= sinceRest < CAREFUL_SESSIONS ? careful : 0;
                entries.add(entry(day, EXERCISES[e], StrictMath.exp(today) / (1 + 5 / 30.0)));
            }
        }
        return new TrainingLog(entries);
    }

    /** Two sets of five. */
    static Entry entry(int day, String exercise, double loadKg) {
        LoggedSet set = LoggedSet.working(loadKg, 5);
        return new Entry(day, new PerformedExercise(exercise, List.of(set, set)));
    }
}
