package dev.holdfast.bench.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sessions as gym apps export them: five exercises with four sets, the first set a warm-up, loads in plate steps, an
 * effort rating on the last set. Equal seeds give equal sessions.
 */
public final class GeneratedSessions {
    /** Whose members all of them are. */
    public static final TenantId TENANT = new TenantId("iron-works");

    /** Facts with named fields; what is not given is left out. */
    public static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    public static final int EXERCISES_PER_SESSION = 5;
    public static final int SETS_PER_EXERCISE = 4;

    private static final double PLATE_STEP_KG = 2.5;

    private static final List<String> EXERCISES = List.of(
            "Squat (Barbell)",
            "Bench Press (Barbell)",
            "Bent Over Row (Barbell)",
            "Overhead Press (Barbell)",
            "Lat Pulldown (Cable)",
            "Deadlift (Barbell)",
            "Incline Bench Press (Dumbbell)",
            "Seated Row (Cable)",
            "Leg Press",
            "Lateral Raise (Dumbbell)",
            "Romanian Deadlift (Barbell)",
            "Pull Up",
            "Triceps Pushdown (Cable)",
            "Bicep Curl (Barbell)",
            "Leg Extension (Machine)");

    private final SplittableRandom random;

    public GeneratedSessions(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public SessionLogged next() {
        int first = random.nextInt(EXERCISES.size() / EXERCISES_PER_SESSION) * EXERCISES_PER_SESSION;
        List<PerformedExercise> exercises = new ArrayList<>(EXERCISES_PER_SESSION);
        for (int i = 0; i < EXERCISES_PER_SESSION; i++) {
            exercises.add(exercise(EXERCISES.get(first + i)));
        }
        return new SessionLogged(exercises, (double) random.nextInt(40, 90), null, null);
    }

    private PerformedExercise exercise(String name) {
        double workingKg = random.nextInt(8, 60) * PLATE_STEP_KG;
        int reps = random.nextInt(5, 12);
        List<LoggedSet> sets = new ArrayList<>(SETS_PER_EXERCISE);
        double warmUpKg = Math.rint(workingKg * 0.6 / PLATE_STEP_KG) * PLATE_STEP_KG;
        sets.add(new LoggedSet(SetKind.WARM_UP, warmUpKg, reps, null, null, null, null));
        for (int i = 1; i < SETS_PER_EXERCISE; i++) {
            boolean last = i == SETS_PER_EXERCISE - 1;
            sets.add(new LoggedSet(
                    SetKind.WORKING,
                    workingKg,
                    reps - i / 2,
                    last ? 7 + random.nextInt(6) * 0.5 : null,
                    null,
                    null,
                    null));
        }
        return new PerformedExercise(name, sets);
    }
}
