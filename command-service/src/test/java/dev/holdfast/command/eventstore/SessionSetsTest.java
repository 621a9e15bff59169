package dev.holdfast.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionSetsTest {
    private static final AthleteKey OWNER = new AthleteKey("iron-works", "a1");
    private static final Instant SIX = Instant.parse("2026-01-05T18:00:00Z");
    private static final PerformedExercise SQUAT = exercise("Squat (Barbell)", LoggedSet.working(100, 5));
    private static final PerformedExercise BENCH = exercise("Bench Press", LoggedSet.working(60, 8));

    @Test
    void digest_ofWhatAppsWriteDifferently_isTheSame() {
        SessionSets once = sets(SIX, null, SQUAT, BENCH);
        LoggedSet warmUp = new LoggedSet(SetKind.WARM_UP, 40.0, 5, null, null, null, null);
        LoggedSet rated = new LoggedSet(SetKind.WORKING, 100.02, 5, 8.5, 1.0, null, null);
        SessionSets other = sets(SIX, 55.0, BENCH, exercise("barbell squat", warmUp, rated));
        assertThat(other.digest()).isEqualTo(once.digest());
    }

    @Test
    void digest_ofOtherSetsOrAnotherAthlete_differs() {
        long digest = sets(SIX, null, SQUAT, BENCH).digest();
        assertThat(sets(SIX, null, SQUAT).digest()).isNotEqualTo(digest);
        assertThat(sets(SIX, null, SQUAT, exercise("Bench Press", LoggedSet.working(60, 9)))
                        .digest())
                .isNotEqualTo(digest);
        assertThat(sets(SIX, null, SQUAT, exercise("Bench Press", LoggedSet.working(62.5, 8)))
                        .digest())
                .isNotEqualTo(digest);
        assertThat(Objects.requireNonNull(
                                SessionSets.of(new AthleteKey("iron-works", "a2"), SIX, session(null, SQUAT, BENCH)))
                        .digest())
                .isNotEqualTo(digest);
    }

    @Test
    void suspect_isWhatOverlaps_andNotWhatFollows() {
        SessionSets hour = sets(SIX, 60.0, SQUAT);
        assertThat(sets(SIX.plusSeconds(3_599), 60.0, SQUAT).isSuspectOf(hour)).isTrue();
        assertThat(hour.isSuspectOf(sets(SIX.plusSeconds(3_599), 60.0, SQUAT))).isTrue();
        assertThat(sets(SIX.plusSeconds(3_600), 60.0, SQUAT).isSuspectOf(hour)).isFalse();
        assertThat(sets(SIX.plusSeconds(7_199), 60.0, SQUAT).isSuspectOf(sets(SIX, null, SQUAT)))
                .as("two hours when nobody said")
                .isTrue();
        assertThat(sets(SIX, 0.0, SQUAT).isSuspectOf(sets(SIX, 0.0, SQUAT))).isTrue();
    }

    @Test
    void sessionWithoutSets_isNotCompared() {
        assertThat(SessionSets.of(OWNER, SIX, new SessionLogged(List.of(), 60.0, 7.0, null)))
                .isNull();
    }

    private static SessionSets sets(Instant at, @Nullable Double minutes, PerformedExercise... exercises) {
        return Objects.requireNonNull(SessionSets.of(OWNER, at, session(minutes, exercises)));
    }

    private static SessionLogged session(@Nullable Double minutes, PerformedExercise... exercises) {
        return new SessionLogged(List.of(exercises), minutes, null, null);
    }

    private static PerformedExercise exercise(String name, LoggedSet... sets) {
        return new PerformedExercise(name, List.of(sets));
    }
}
