package dev.holdfast.command.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.command.erasure.Erasures;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corrupts a real store, one thing at a time. */
class StoreCheckIT {
    private static final int EVENTS = 200;

    @SuppressWarnings("NullAway.Init")
    private StoreDatabase database;

    @BeforeEach
    void fill() throws Exception {
        database = StoreDatabase.create();
        append(EVENTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "position-missing      | delete from event where position = 100",
                "head-differs          | update event_head set head = 205",
                "recorded-at-decreases | update event set recorded_at = '2020-01-01Z' where position = 50",
                "payload-unreadable    | update event set payload = '\\xff' where position = 7",
                "payload-unreadable    | update event set schema_version = 99 where position = 7",
                "type-differs          | update event set type = 'TrainingPaused' where position = 7",
                "payload-differs       | update event set payload = decode(concat(encode(payload, 'hex'), 'f80100'), 'hex') where position = 7",
                "tag-without-row       | insert into event_tag values ('club=north', 9999)",
                "tag-without-row       | delete from event where position = 200",
                "erased-row-speaks     | update event set type = 'Erased' where position = 7",
                "publisher-ahead       | insert into publisher_progress values ('training-events', 201)",
                "publisher-ahead       | insert into publisher_partition values ('training-events', 0, 5)",
                "receipt-without-event | insert into erasure values (gen_random_uuid(), 't', 'a', now(), 7, 0, '{}', 0, 0, 0, 0, 0)",
            })
    void run_afterOneCorruption_namesIt(String kind, String corruption) throws SQLException {
        assertThat(check().problems()).isEmpty();
        execute(corruption);
        StoreReport report = check();
        assertThat(report.problems()).containsKey(kind);
        assertThat(report.sound()).isFalse();
        assertThat(report.examples()).extracting(StoreReport.Problem::kind).contains(kind);
    }

    @Test
    void run_afterASilentChangeInASealedBlock_findsTheBrokenSeal_andAnErasureSealsAgain() throws Exception {
        append(SealBlocks.EVENTS - EVENTS);
        assertThat(check().sealsWritten()).isEqualTo(1);
        assertThat(check().sealsCompared()).isEqualTo(1);
        execute("update event set occurred_at = occurred_at + interval '1 day' where position = 123");
        assertThat(check().problems()).containsOnlyKeys("seal-broken");
        execute("update event set occurred_at = occurred_at - interval '1 day' where position = 123");
        assertThat(check().sound()).isTrue();

        Erasures erasures = new Erasures(database.connections(), database.dataSource(), Clock.systemUTC());
        assertThat(erasures.erase(new TenantId("iron-works"), new AthleteId("a7")))
                .isNotNull();
        StoreReport after = check();
        assertThat(after.problems()).isEmpty();
        assertThat(after.erased()).isPositive();
        assertThat(after.sealsWritten()).isEqualTo(1);
    }

    @Test
    void run_whileAnErasureChangesBlocksThatWereRead_leavesThemUnsealed() throws Exception {
        append(2 * SealBlocks.EVENTS);
        Erasures erasures = new Erasures(database.connections(), database.dataSource(), Clock.systemUTC());
        StoreReport during = new StoreCheck(database.connections(), Clock.systemUTC())
                .<SQLException>run((events, head, problems) -> assertThat(
                                erasures.erase(new TenantId("iron-works"), new AthleteId("a7")))
                        .isNotNull());
        assertThat(during.problems()).isEmpty();
        // That of the first block, which the erasure then took away; the second one had been read and was not sealed
        // yet.
        assertThat(during.sealsWritten()).isEqualTo(1);
        assertThat(check().problems()).isEmpty();
        assertThat(check().sealsCompared()).isEqualTo(2);
    }

    @Test
    void run_overAForeignEventWithItsOwnTime_findsNothing() throws Exception {
        execute("update event set recorded_at = '2020-01-01Z', tenant_id = null, athlete_id = null, schema_version = 0,"
                + " type = 'crm.MemberRenamed' where position = 50");
        assertThat(check().foreign()).isEqualTo(1);
        assertThat(check().problems()).isEmpty();
    }

    @Test
    void run_overManyRows_tellsHowFarItIs() throws Exception {
        append(20_000);
        AtomicLong last = new AtomicLong();
        new StoreCheck(database.connections(), Clock.systemUTC())
                .<SQLException>run((events, head, problems) -> last.set(events));
        assertThat(last.get()).isEqualTo(20_000);
    }

    private StoreReport check() throws SQLException {
        return new StoreCheck(database.connections(), Clock.systemUTC()).<SQLException>run((events, head, found) -> {});
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void append(int count) {
        List<CompletableFuture<?>> appended = new ArrayList<>();
        try (GroupCommit appends = new GroupCommit(database.connections(), Clock.systemUTC())) {
            for (int from = 0; from < count; from += 100) {
                List<NewEvent> events = new ArrayList<>();
                for (int i = from; i < from + 100; i++) {
                    events.add(session(i));
                }
                appended.add(appends.append(null, events));
            }
            CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).join();
        }
    }

    private static NewEvent session(int i) {
        UUID id = UUID.randomUUID();
        NewEvent event = NewEvent.of(
                id,
                new AthleteKey("iron-works", "a" + i % 10),
                OffsetDateTime.parse("2026-01-05T18:00:00+01:00"),
                new EventKey("test", id.toString()),
                new TrainingEvent.SessionLogged(
                        List.of(new PerformedExercise(
                                "Squat (Barbell)",
                                List.of(new LoggedSet(SetKind.WORKING, 100.0, 5, null, null, null, null)))),
                        null,
                        null,
                        null));
        return i % 100 != 99
                ? event
                : new NewEvent(
                        event.eventId(),
                        event.owner(),
                        event.type(),
                        event.schemaVersion(),
                        event.occurredAt(),
                        null,
                        event.source(),
                        event.sourceEventId(),
                        event.payload(),
                        null,
                        java.util.Set.of("club=north"));
    }
}
