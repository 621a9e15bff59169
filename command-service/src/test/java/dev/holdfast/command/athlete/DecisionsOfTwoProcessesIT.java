package dev.holdfast.command.athlete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.command.erasure.Erasures;
import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.eventstore.StoreWakeups;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.command.eventstore.axon.EventMessages;
import dev.holdfast.command.eventstore.axon.PostgresEventStorageEngine;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.command.eventstore.groupcommit.PhaseReads;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.event.TrainingEvent.TrainingPaused;
import dev.holdfast.event.TrainingEvent.TrainingStarted;
import dev.holdfast.kit.postgres.Transaction;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each process keeps athletes' starts and pauses at hand; none may store or refuse anything on old news of them. */
class DecisionsOfTwoProcessesIT {
    private static final TenantId TENANT = new TenantId("iron-works");
    private static final AthleteId ATHLETE = new AthleteId("a7");
    private static final OffsetDateTime BEGIN = OffsetDateTime.parse("2026-01-05T18:00:00+01:00");
    /** More than a writer looks back at. */
    private static final int MANY = 600;

    @SuppressWarnings("NullAway.Init")
    private StoreDatabase database;

    @SuppressWarnings("NullAway.Init")
    private Process one;

    @SuppressWarnings("NullAway.Init")
    private Process other;

    @BeforeEach
    void start() throws Exception {
        database = StoreDatabase.create();
        one = new Process(database);
        other = new Process(database);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    @Test
    void session_afterAPauseByAnotherProcess_startsAgain() {
        startAndKeepAtHand();
        other.take(pause(ATHLETE, day(3)));
        assertThat(typesOf(one.take(session(ATHLETE, day(4))))).containsExactly("TrainingStarted", "SessionLogged");
    }

    @Test
    void start_afterAPauseByAnotherProcess_isNotRefused() {
        startAndKeepAtHand();
        other.take(pause(ATHLETE, day(3)));
        assertThat(typesOf(one.take(start(ATHLETE, day(4))))).containsExactly("TrainingStarted");
        assertThatThrownBy(() -> one.take(start(ATHLETE, day(5)))).isInstanceOf(RefusedException.class);
    }

    @Test
    void session_afterAnErasure_startsAnew() {
        startAndKeepAtHand();
        new Erasures(database.connections(), database.dataSource(), Clock.systemUTC()).erase(TENANT, ATHLETE);
        assertThat(typesOf(one.take(session(ATHLETE, day(4))))).containsExactly("TrainingStarted", "SessionLogged");
    }

    @Test
    void session_afterAPauseAmongManyEventsOfOthers_startsAgain() throws Exception {
        startAndKeepAtHand();
        List<NewEvent> imported = new ArrayList<>();
        imported.add(event(ATHLETE, day(3), new TrainingEvent.TrainingPaused(false, null)));
        for (int i = 0; i < MANY; i++) {
            imported.add(event(new AthleteId("b" + i), day(3), new TrainingEvent.TrainingPaused(false, null)));
        }
        try (Connection connection = database.connections().openForImport();
                Transaction importing = Transaction.begin(connection)) {
            AppendSql.append(connection, AppendSql.lockHead(connection), imported, Instant.now());
            importing.commit();
        }
        assertThat(typesOf(one.take(session(ATHLETE, day(4))))).containsExactly("TrainingStarted", "SessionLogged");
    }

    @Test
    void session_ofAnAthleteAtHand_isOneEventAtTheNextPosition() {
        startAndKeepAtHand();
        for (int i = 2; i < 10; i++) {
            assertThat(one.take(session(ATHLETE, day(i))).events())
                    .singleElement()
                    .extracting(Stored.Taken::position)
                    .isEqualTo(i + 1L);
        }
    }

    @Test
    void session_afterTheStoreWasPutBack_startsAnew() throws Exception {
        startAndKeepAtHand();
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate event, session_sets");
            statement.execute("update event_head set head = 0");
        }
        assertThat(typesOf(one.take(session(ATHLETE, day(4))))).containsExactly("TrainingStarted", "SessionLogged");
    }

    @Test
    void decisions_byManyCallersOfBothWhileAthletesAreErased_eachFollowFromWhatIsStoredBefore() throws Exception {
        int callers = 32;
        int perCaller = 40;
        int athletes = 4;
        AtomicInteger hours = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Erasures erasures = new Erasures(database.connections(), database.dataSource(), Clock.systemUTC());
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                Process mine = caller % 2 == 0 ? one : other;
                Random random = new Random(caller);
                running.add(threads.submit(() -> {
                    for (int i = 0; i < perCaller; i++) {
                        AthleteId athlete = new AthleteId("a" + random.nextInt(athletes));
                        OffsetDateTime at = BEGIN.plusHours(hours.incrementAndGet());
                        int which = random.nextInt(100);
                        try {
                            if (which == 0) {
                                erasures.erase(TENANT, athlete);
                            } else if (which < 10) {
                                mine.take(pause(athlete, at));
                            } else if (which < 20) {
                                mine.take(start(athlete, at));
                            } else {
                                mine.take(session(athlete, at));
                            }
                        } catch (RefusedException e) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        List<StoredEvent> stored;
        try (Connection connection = database.dataSource().getConnection()) {
            stored = EventSql.after(connection, 0, 2 * callers * perCaller, Long.MAX_VALUE);
        }
        assertThat(stored).extracting(StoredEvent::position).containsExactlyElementsOf(oneTo(stored.size()));
        assertThat(stored.size()).isGreaterThan(callers * perCaller / 2);
        assertThat(refused.get()).as("commands were refused too").isPositive();
        Map<String, TrainingPeriods> phases = new HashMap<>();
        for (StoredEvent event : stored) {
            if (event.athleteId() != null) {
                TrainingPeriods before = phases.getOrDefault(event.athleteId(), TrainingPeriods.NONE);
                TrainingEvent fact = event.recorded().fact();
                assertThat(follows(fact, event.occurredAt(), before))
                        .as("position %d, %s of %s", event.position(), event.type(), event.athleteId())
                        .isTrue();
                phases.put(event.athleteId(), before.evolve(event.occurredAt(), fact));
            }
        }
    }

    /** Whether a decision on {@code before} may have led to {@code fact}. */
    private static boolean follows(TrainingEvent fact, Instant at, TrainingPeriods before) {
        return switch (fact) {
            case TrainingEvent.TrainingStarted it -> !before.trainingAt(at);
            case TrainingEvent.TrainingPaused it -> before.pausableAt(at);
            case SessionLogged it -> before.trainingAt(at);
            case TrainingEvent.StrengthAssessed it -> false;
            case TrainingEvent.SessionCorrected it -> false;
            case TrainingEvent.SessionRetracted it -> false;
            case TrainingEvent.AthleteErased it -> true;
        };
    }

    /** Two events; what the second decision read is at hand for the third. */
    private void startAndKeepAtHand() {
        one.take(start(ATHLETE, BEGIN));
        assertThat(typesOf(one.take(session(ATHLETE, day(1))))).containsExactly("SessionLogged");
    }

    private static OffsetDateTime day(int number) {
        return BEGIN.plusDays(number);
    }

    private static AthleteCommand start(AthleteId athlete, OffsetDateTime at) {
        return command(athlete, at, new TrainingStarted(false, null, null, null));
    }

    private static AthleteCommand pause(AthleteId athlete, OffsetDateTime at) {
        return command(athlete, at, new TrainingPaused(false, null));
    }

    private static AthleteCommand session(AthleteId athlete, OffsetDateTime at) {
        return command(athlete, at, new SessionLogged(List.of(), 60.0, 7.0, null));
    }

    private static AthleteCommand command(AthleteId athlete, OffsetDateTime at, TrainingEvent fact) {
        UUID id = UUID.randomUUID();
        return new AthleteCommand(TENANT, athlete, at, new EventKey("test", id.toString()), id, fact);
    }

    private static NewEvent event(AthleteId athlete, OffsetDateTime at, TrainingEvent fact) {
        UUID id = UUID.randomUUID();
        return NewEvent.of(id, AthleteKey.of(TENANT, athlete), at, new EventKey("test", id.toString()), fact);
    }

    private static List<String> typesOf(Stored answer) {
        return answer.events().stream().map(Stored.Taken::type).toList();
    }

    private static List<Long> oneTo(int last) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= last; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    /** The command path of one process. */
    private static final class Process implements AutoCloseable {
        private final GroupCommit appends;
        private final PhaseReads phases;
        private final StoreWakeups wakeups;
        private final Athletes athletes;

        Process(StoreDatabase database) {
            appends = new GroupCommit(database.connections(), Clock.systemUTC());
            phases = new PhaseReads(database.connections(), appends);
            wakeups = new StoreWakeups(database.connections());
            athletes = new Athletes(
                    new PostgresEventStorageEngine(
                            database.dataSource(),
                            appends,
                            phases,
                            wakeups,
                            new EventMessages(new DelegatingEventConverter(new JacksonConverter()))),
                    database.dataSource());
        }

        Stored take(AthleteCommand command) {
            return athletes.take(command);
        }

        @Override
        public void close() {
            athletes.close();
            appends.close();
            phases.close();
            wakeups.close();
        }
    }
}
