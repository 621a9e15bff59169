package dev.holdfast.level;

import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random training days: habits, rests of weeks and months, light days, jumps, and exercises of every kind. */
final class LevelLives {
    static final LevelFold FOLD = LevelFold.standard();

    private static final String[] EXERCISES = {
        "Bench Press (Barbell)",
        "bench press (barbell)",
        "Bench Press (Dumbbell)",
        "Squat (Barbell)",
        "Squat (Smith Machine)",
        "Deadlift (Barbell)",
        "Bicep Curl (Cable)",
        "Pull Up",
        "Pull Up (Assisted)",
        "Plank",
        "Running",
        "Moon Lift"
    };

    private LevelLives() {}

    record Day(int day, List<PerformedExercise> exercises) {}

    static List<Day> of(Random random, int count) {
        List<Day> days = new ArrayList<>();
        int day = 18_000 + random.nextInt(1_000);
        for (int i = 0; i < count; i++) {
            List<PerformedExercise> exercises = new ArrayList<>();
            for (int j = random.nextInt(5); j >= 0; j--) {
                exercises.add(exercise(random, i));
            }
            days.add(new Day(day, exercises));
            day += random.nextInt(25) == 0 ? 10 + random.nextInt(200) : 1 + random.nextInt(6);
        }
        return days;
    }

    private static PerformedExercise exercise(Random random, int i) {
        List<LoggedSet> sets = new ArrayList<>();
        double load = (40 + i / 10.0) * (random.nextInt(30) == 0 ? 2.2 : random.nextInt(8) == 0 ? .7 : 1);
        for (int j = random.nextInt(4); j >= 0; j--) {
            sets.add(new LoggedSet(
                    SetKind.values()[random.nextInt(SetKind.values().length)],
                    random.nextInt(12) == 0 ? null : load + random.nextInt(10),
                    1 + random.nextInt(12),
                    random.nextInt(4) == 0 ? 5.0 + random.nextInt(5) : null,
                    null,
                    null,
                    null));
        }
        return new PerformedExercise(EXERCISES[random.nextInt(EXERCISES.length)], sets);
    }

    static SessionLogged session(List<PerformedExercise> exercises) {
        return new SessionLogged(exercises, null, null, null);
    }

    static LevelState fold(List<Day> days) {
        return fold(days, LevelState.empty());
    }

    static LevelState fold(List<Day> days, LevelState state) {
        for (Day day : days) {
            FOLD.day(day.day(), 0, List.of(session(day.exercises())), state, LevelListener.NONE);
        }
        return state;
    }
}
