package dev.holdfast.command.athlete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.command.athlete.Decider.Decided;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Given phases, when a command comes, then these events. */
class DeciderTest {
    private static final TrainingEvent STARTED = new TrainingEvent.TrainingStarted(false, null, null, null);
    private static final TrainingEvent INFERRED = new TrainingEvent.TrainingStarted(true, null, null, null);
    private static final TrainingEvent PAUSED = new TrainingEvent.TrainingPaused(false, null);
    private static final TrainingEvent.SessionLogged SESSION = new TrainingEvent.SessionLogged(
            List.of(new PerformedExercise("Squat (Barbell)", List.of(LoggedSet.working(100, 5)))), null, null, null);

    @Test
    void session_whileTraining_isLogged() {
        given(on(1, STARTED)).when(session(2)).then(SESSION);
    }

    @Test
    void session_ofANewAthlete_infersTheStart() {
        given().when(session(1)).then(INFERRED, SESSION);
    }

    @Test
    void session_afterAPause_infersTheResume() {
        given(on(1, STARTED), on(5, PAUSED)).when(session(9)).then(INFERRED, SESSION);
    }

    @Test
    void session_backdatedIntoTraining_isLoggedThoughTheAthletePausesNow() {
        given(on(1, STARTED), on(5, PAUSED)).when(session(3)).then(SESSION);
    }

    @Test
    void session_backdatedBeforeTheFirstStart_infersAnEarlierOne() {
        given(on(5, STARTED)).when(session(3)).then(INFERRED, SESSION);
    }

    @Test
    void start_afterAPauseThatWasRecordedBeforeIt_isARestart() {
        given(on(5, PAUSED), on(1, STARTED)).when(start(9)).then(STARTED);
    }

    @Test
    void start_whileTraining_isRefused() {
        given(on(1, STARTED)).when(start(2)).refused("was training already");
    }

    @Test
    void start_atTheInstantOfTheStart_isRefused() {
        given(on(1, STARTED)).when(start(1)).refused("was training already");
    }

    @Test
    void start_backdatedBeforeAllOthers_isTaken() {
        given(on(5, INFERRED)).when(start(1)).then(STARTED);
    }

    @Test
    void pause_whileTraining_isTaken() {
        given(on(1, STARTED)).when(pause(2)).then(PAUSED);
    }

    @Test
    void pause_afterAnInferredOne_isTakenSinceItTellsMore() {
        TrainingEvent inferred = new TrainingEvent.TrainingPaused(true, null);
        given(on(1, STARTED), on(2, inferred)).when(pause(3)).then(PAUSED);
        given(on(1, STARTED), on(2, inferred)).when(session(3)).then(INFERRED, SESSION);
    }

    @Test
    void pause_ofSomebodyWhoIsNotTraining_isRefused() {
        given().when(pause(2)).refused("was not training");
        given(on(1, STARTED), on(2, PAUSED)).when(pause(3)).refused("was not training");
        given(on(5, STARTED)).when(pause(3)).refused("was not training");
    }

    @Test
    void decide_aboutTheSameCommandTwice_infersTheSameKey() {
        AthleteCommand command = session(1);
        assertThat(Decider.decide(command, TrainingPeriods.NONE))
                .isEqualTo(Decider.decide(command, TrainingPeriods.NONE));
        assertThat(Decider.decide(command, TrainingPeriods.NONE).getFirst().key())
                .isEqualTo(Decider.inferredKey(command));
    }

    @Test
    void command_beforeTheYear1950_isRefused() {
        assertThatThrownBy(() -> command(OffsetDateTime.parse("1949-12-31T23:00:00Z"), SESSION))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("occurredAt");
    }

    private record Past(OffsetDateTime at, TrainingEvent fact) {}

    private record Given(TrainingPeriods phases) {
        Answer when(AthleteCommand command) {
            return new Answer(phases, command);
        }
    }

    private record Answer(TrainingPeriods phases, AthleteCommand command) {
        void then(TrainingEvent... facts) {
            assertThat(Decider.decide(command, phases))
                    .extracting(Decided::fact)
                    .containsExactly(facts);
            assertThat(Decider.decide(command, phases))
                    .extracting(Decided::occurredAt)
                    .containsOnly(command.occurredAt());
        }

        void refused(String why) {
            assertThatThrownBy(() -> Decider.decide(command, phases))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(why);
        }
    }

    private static Given given(Past... past) {
        TrainingPeriods phases = TrainingPeriods.NONE;
        for (Past each : past) {
            phases = phases.evolve(each.at().toInstant(), each.fact());
        }
        return new Given(phases);
    }

    private static Past on(int day, TrainingEvent fact) {
        return new Past(day(day), fact);
    }

    private static AthleteCommand session(int day) {
        return command(day(day), SESSION);
    }

    private static AthleteCommand start(int day) {
        return command(day(day), STARTED);
    }

    private static AthleteCommand pause(int day) {
        return command(day(day), PAUSED);
    }

    private static OffsetDateTime day(int day) {
        return OffsetDateTime.parse("2026-01-01T18:00:00+01:00").plusDays(day);
    }

    private static AthleteCommand command(OffsetDateTime at, TrainingEvent fact) {
        return new AthleteCommand(
                new TenantId("iron-works"),
                new AthleteId("a7"),
                at,
                new EventKey("test", "1"),
                UUID.randomUUID(),
                fact);
    }
}
