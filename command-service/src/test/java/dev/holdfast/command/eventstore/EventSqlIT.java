package dev.holdfast.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventSqlIT {
    private static final long BEGIN = 2_000_000_000;
    private static final int EVENTS = 37;

    /** Whoever appends reads the head; a snapshot keeps all its versions, which must not be read along. */
    @Test
    void lockHead_besideASnapshotThatIsOlderThanManyAppends_readsFewPages() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        try (Connection reader = database.dataSource().getConnection();
                Connection appender = database.connections().openForAppends();
                Statement reading = reader.createStatement();
                Statement moving = appender.createStatement();
                Statement asking = appender.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reading.execute("select head from event_head");
            for (int i = 0; i < 5_000; i++) {
                moving.executeUpdate("update event_head set head = head + 1");
            }
            for (String statement :
                    List.of(AppendSql.LOCK_HEAD, "update event_head set head = 5001 where head = 5000")) {
                try (ResultSet plan = asking.executeQuery("explain (analyze, buffers, format json) " + statement)) {
                    plan.next();
                    assertThat(new ObjectMapper()
                                    .readTree(plan.getString(1))
                                    .at("/0/Plan/Shared Hit Blocks")
                                    .asInt())
                            .as(statement)
                            .isLessThan(30);
                }
            }
            reader.rollback();
        }
    }

    /** Steps of 0 to 2 seconds, so that some events share a time; every second from before the first to after the last. */
    @Test
    void positionBefore_ofTimesInOrder_isTheNumberOfEventsRecordedEarlier() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        AtomicLong seconds = new AtomicLong(BEGIN);
        SplittableRandom steps = new SplittableRandom(11);
        InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
        try (Connection connection = database.dataSource().getConnection();
                GroupCommit appends = new GroupCommit(database.connections(), clock.withZone(ZoneOffset.UTC))) {
            assertThat(before(connection, BEGIN)).isZero();
            for (int i = 0; i < EVENTS; i++) {
                appends.append(null, List.of(pause(i))).join();
                seconds.addAndGet(steps.nextInt(3));
            }
            List<Instant> recorded = EventSql.after(connection, 0, EVENTS, Long.MAX_VALUE).stream()
                    .map(StoredEvent::recordedAt)
                    .toList();
            for (long second = BEGIN - 1; second <= seconds.get() + 1; second++) {
                Instant at = Instant.ofEpochSecond(second);
                assertThat(before(connection, second))
                        .as("before %s", at)
                        .isEqualTo(recorded.stream()
                                .filter(each -> each.isBefore(at))
                                .count());
            }
        }
    }

    /** Events of other Axon applications bring the times of their messages, which need not be in order. */
    @Test
    void positionBefore_ofTimesOutOfOrder_leavesNoLaterEventBehind() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        SplittableRandom times = new SplittableRandom(12);
        try (Connection connection = database.dataSource().getConnection();
                GroupCommit appends = new GroupCommit(database.connections(), Clock.systemUTC())) {
            for (int i = 0; i < EVENTS; i++) {
                appends.append(null, List.of(foreign(i, Instant.ofEpochSecond(BEGIN + times.nextInt(EVENTS)))))
                        .join();
            }
            List<Instant> recorded = EventSql.after(connection, 0, EVENTS, Long.MAX_VALUE).stream()
                    .map(StoredEvent::recordedAt)
                    .toList();
            for (long second = BEGIN - 1; second <= BEGIN + EVENTS; second++) {
                Instant at = Instant.ofEpochSecond(second);
                assertThat(before(connection, second))
                        .as("before %s", at)
                        .isEqualTo(recorded.stream()
                                .takeWhile(each -> each.isBefore(at))
                                .count());
            }
        }
    }

    private static NewEvent foreign(int number, Instant time) {
        return new NewEvent(
                UUID.randomUUID(),
                null,
                "Foreign",
                0,
                time,
                time,
                "axon",
                Integer.toString(number),
                new byte[0],
                null,
                Set.of());
    }

    private static long before(Connection connection, long second) throws Exception {
        return EventSql.positionBefore(connection, Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
    }

    private static NewEvent pause(int number) {
        return NewEvent.of(
                UUID.randomUUID(),
                new AthleteKey("iron-works", "a1"),
                OffsetDateTime.parse("2026-01-05T18:00:00+01:00"),
                new EventKey("test", Integer.toString(number)),
                new TrainingEvent.TrainingPaused(false, null));
    }
}
