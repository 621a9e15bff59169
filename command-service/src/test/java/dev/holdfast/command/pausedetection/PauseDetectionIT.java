package dev.holdfast.command.pausedetection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.command.erasure.Erasures;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pauses that nobody tells, found by two instances while the clock moves. */
class PauseDetectionIT {
    private static final Instant BEGIN = Instant.parse("2026-01-05T18:00:00Z");

    private final MovingClock clock = new MovingClock(BEGIN);

    @SuppressWarnings("NullAway.Init")
    private StoreDatabase database;

    @SuppressWarnings("NullAway.Init")
    private GroupCommit appends;

    @BeforeEach
    void open() throws Exception {
        database = StoreDatabase.create();
        appends = new GroupCommit(database.connections(), clock);
    }

    @AfterEach
    void close() {
        appends.close();
    }

    @Test
    void run_afterTheLastSessionWasRetracted_datesThePauseFromTheOneBefore() throws Exception {
        session("iron", "a", BEGIN);
        EventKey mistaken = append(
                "iron",
                "a",
                BEGIN.plus(Duration.ofDays(10)),
                new TrainingEvent.SessionLogged(List.of(), 60.0, 7.0, null));
        clock.set(BEGIN.plus(Duration.ofDays(11)));
        assertThat(detect()).isZero();
        append("iron", "a", BEGIN.plus(Duration.ofDays(10)), new TrainingEvent.SessionRetracted(mistaken));
        clock.set(BEGIN.plus(Duration.ofDays(22)));
        assertThat(detect()).isEqualTo(1);
        assertThat(pauses("iron", "a")).extracting(StoredEvent::occurredAt).containsExactly(BEGIN);
    }

    @Test
    void run_byTwoInstancesDayAfterDay_recordsEachPauseOnceAndNotTooEarly() throws Exception {
        int athletes = 700;
        for (int i = 0; i < athletes; i++) {
            session("iron", "a" + i, BEGIN);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int day = 1; day <= 30; day++) {
                clock.set(BEGIN.plus(Duration.ofDays(day)).plusSeconds(1));
                if (day <= 10) {
                    session("iron", "a0", clock.instant());
                }
                Callable<Long> instance = () -> new PauseDetection(database.connections(), clock).run();
                long recorded = 0;
                for (Future<Long> each : threads.invokeAll(List.of(instance, instance))) {
                    recorded += each.get();
                }
                assertThat(recorded).as("day %d", day).isEqualTo(day == 21 ? athletes - 1 : 0);
            }
            clock.set(BEGIN.plus(Duration.ofDays(32)));
            assertThat(detect()).as("the one who trained ten days longer").isEqualTo(1);
        }
        assertThat(pauses("iron", "a5")).singleElement().satisfies(pause -> {
            assertThat(pause.occurredAt()).isEqualTo(BEGIN);
            assertThat(pause.source()).isEqualTo("holdfast");
            assertThat(pause.recorded().fact()).isEqualTo(new TrainingEvent.TrainingPaused(true, null));
        });
    }

    @Test
    void run_afterALateSession_infersAnotherPauseFromThere() throws SQLException {
        session("iron", "a", BEGIN);
        clock.set(BEGIN.plus(Duration.ofDays(25)));
        assertThat(detect()).isEqualTo(1);
        assertThat(detect()).isZero();
        session("iron", "a", BEGIN.plus(Duration.ofDays(2)));
        assertThat(detect()).as("it may go on arriving").isZero();
        clock.set(BEGIN.plus(Duration.ofDays(27)));
        assertThat(detect()).isEqualTo(1);
        assertThat(pauses("iron", "a"))
                .extracting(StoredEvent::occurredAt)
                .containsExactly(BEGIN, BEGIN.plus(Duration.ofDays(2)));
    }

    @Test
    void run_afterAToldPause_infersNone() throws SQLException {
        session("iron", "a", BEGIN);
        append("iron", "a", BEGIN.plusSeconds(60), new TrainingEvent.TrainingPaused(false, null));
        clock.set(BEGIN.plus(Duration.ofDays(90)));
        assertThat(detect()).isZero();
    }

    @Test
    void run_underATenantsOwnPolicy_keepsIt() throws SQLException {
        new PausePolicies(database.dataSource()).set(new TenantId("quick"), 7);
        new PausePolicies(database.dataSource()).set(new TenantId("slow"), 60);
        for (String tenant : List.of("quick", "slow", "iron")) {
            session(tenant, "a", BEGIN);
        }
        clock.set(BEGIN.plus(Duration.ofDays(8)));
        assertThat(detect()).isEqualTo(1);
        assertThat(pauses("quick", "a")).hasSize(1);
        clock.set(BEGIN.plus(Duration.ofDays(50)));
        assertThat(detect()).isEqualTo(1);
        assertThat(pauses("iron", "a")).hasSize(1);
        clock.set(BEGIN.plus(Duration.ofDays(61)));
        assertThat(detect()).isEqualTo(1);
        assertThat(pauses("slow", "a")).hasSize(1);
    }

    @Test
    void run_ofAnErasedAthlete_startsAfresh() throws SQLException {
        session("iron", "a", BEGIN);
        clock.set(BEGIN.plus(Duration.ofDays(5)));
        assertThat(detect()).isZero();
        assertThat(new Erasures(database.connections(), database.dataSource(), clock)
                        .erase(new TenantId("iron"), new AthleteId("a")))
                .isNotNull();
        clock.set(BEGIN.plus(Duration.ofDays(90)));
        assertThat(detect()).isZero();
        session("iron", "a", BEGIN);
        clock.set(BEGIN.plus(Duration.ofDays(92)));
        assertThat(detect()).isEqualTo(1);
    }

    private long detect() throws SQLException {
        return new PauseDetection(database.connections(), clock).run();
    }

    private List<StoredEvent> pauses(String tenant, String athlete) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return EventSql.ofAthlete(connection, new AthleteKey(tenant, athlete), 0, 1_000, Long.MAX_VALUE).stream()
                    .filter(row -> row.type().equals("TrainingPaused"))
                    .toList();
        }
    }

    private void session(String tenant, String athlete, Instant at) {
        append(tenant, athlete, at, new TrainingEvent.SessionLogged(List.of(), 60.0, 7.0, null));
    }

    private EventKey append(String tenant, String athlete, Instant at, TrainingEvent fact) {
        UUID id = UUID.randomUUID();
        EventKey key = new EventKey("test", id.toString());
        List<CompletableFuture<?>> appended = new ArrayList<>();
        appended.add(appends.append(
                null,
                List.of(NewEvent.of(
                        id, new AthleteKey(tenant, athlete), at.atOffset(ZoneOffset.ofHours(1)), key, fact))));
        CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).join();
        return key;
    }

    /** Stands still until it is set. */
    private static final class MovingClock extends Clock {
        private final AtomicReference<Instant> now;

        MovingClock(Instant begin) {
            now = new AtomicReference<>(begin);
        }

        void set(Instant to) {
            now.set(to);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
