package dev.holdfast.command.eventstore.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.DuplicateKeyException;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.command.eventstore.UnstorableException;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What callers are told against what is stored, with many callers, several writers and cut connections. */
class GroupCommitIT {
    private static final int CALLERS = 64;
    private static final int LISTEN_MILLIS_MAX = 10_000;
    private static final AthleteKey ATHLETE = new AthleteKey("iron-works", "a7");

    @SuppressWarnings("NullAway.Init")
    private StoreDatabase database;

    @SuppressWarnings("NullAway.Init")
    private GroupCommit appends;

    @BeforeEach
    void start() throws Exception {
        database = StoreDatabase.create();
        appends = new GroupCommit(database.connections(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        appends.close();
    }

    @Test
    void append_by64CallersOfTwoWritersAboutOneAthlete_letsOneWinPerDecisionAndLeavesNoGap() throws Exception {
        AtomicInteger conflicts = new AtomicInteger();
        try (GroupCommit other = new GroupCommit(database.connections(), Clock.systemUTC())) {
            List<Appended> told = inParallel(CALLERS, caller -> () -> {
                GroupCommit mine = caller % 2 == 0 ? appends : other;
                NewEvent start = start("start-" + caller);
                while (true) {
                    try {
                        return mine.append(guard(head()), List.of(start)).join();
                    } catch (CompletionException e) {
                        assertThat(e.getCause()).isInstanceOf(ConflictException.class);
                        conflicts.incrementAndGet();
                    }
                }
            });
            assertThat(told.stream().map(Appended::positionFirst).sorted())
                    .containsExactlyElementsOf(positions(CALLERS));
        }
        assertThat(stored()).hasSize(CALLERS);
        assertThat(conflicts.get()).as("the callers did collide").isPositive();
    }

    @Test
    void append_whileConnectionsAreCut_storesWhatWasToldAndNothingTwice() throws Exception {
        int perCaller = 40;
        Map<String, Appended> told = new ConcurrentHashMap<>();
        Set<String> unknown = ConcurrentHashMap.newKeySet();
        AtomicInteger left = new AtomicInteger(CALLERS);
        AtomicInteger cuts = new AtomicInteger();
        Thread cutter = Thread.ofVirtual().start(() -> {
            while (left.get() > 0) {
                cuts.addAndGet(cutAppends());
            }
        });
        inParallel(CALLERS, caller -> () -> {
            for (int i = 0; i < perCaller; i++) {
                String id = caller + "-" + i;
                try {
                    told.put(
                            id,
                            appends.append(null, List.of(pause(id, "a" + caller)))
                                    .join());
                } catch (CompletionException e) {
                    assertThat(e.getCause()).isInstanceOf(StoreUnavailableException.class);
                    unknown.add(id);
                }
            }
            left.decrementAndGet();
            return told.size();
        });
        cutter.join();
        assertThat(cuts.get()).as("connections cut").isPositive();
        Map<String, Long> stored = stored();
        told.forEach((id, appended) -> assertThat(stored).containsEntry(id, appended.positionFirst()));
        assertThat(stored.keySet()).allMatch(id -> told.containsKey(id) || unknown.contains(id));
        assertThat(stored.values().stream().sorted()).containsExactlyElementsOf(positions(stored.size()));
        assertThat(told.size()).isGreaterThan(CALLERS);
    }

    @Test
    void append_ofAStoredKey_failsAloneAndStoresNothing() {
        appends.append(null, List.of(pause("1", "a1"))).join();
        List<CompletableFuture<Appended>> together = List.of(
                appends.append(null, List.of(pause("2", "a1"))),
                appends.append(null, List.of(pause("3", "a1"), pause("1", "a1"))),
                appends.append(null, List.of(pause("2", "a2"))),
                appends.append(null, List.of(pause("4", "a1"))));
        assertThat(together.get(0).join().positionFirst()).isEqualTo(2);
        assertThatThrownBy(together.get(1)::join).hasCauseInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(together.get(2)::join).hasCauseInstanceOf(DuplicateKeyException.class);
        assertThat(together.get(3).join().positionFirst()).isEqualTo(3);
        assertThat(stored()).containsOnlyKeys("1", "2", "4");
    }

    @Test
    void append_ofStoredAndNewKeysInTurn_refusesEachStoredOne() {
        appends.append(null, List.of(pause("0", "a1"))).join();
        for (int i = 1; i <= 3; i++) {
            CompletableFuture<Appended> again = appends.append(null, List.of(pause("0", "a1")));
            assertThatThrownBy(again::join).hasCauseInstanceOf(DuplicateKeyException.class);
            assertThat(appends.append(null, List.of(pause(Integer.toString(i), "a1")))
                            .join()
                            .positionFirst())
                    .isEqualTo(i + 1);
        }
        assertThat(stored()).containsOnlyKeys("0", "1", "2", "3");
    }

    @Test
    void append_byManyCallersWhoAreRefusedInBetween_tellsListenersOfTheLastEvent() throws Exception {
        try (Connection listening = database.dataSource().getConnection();
                Statement statement = listening.createStatement()) {
            statement.execute("listen " + AppendSql.CHANNEL);
            appends.append(null, List.of(pause("0", "a1"))).join();
            inParallel(CALLERS, caller -> () -> {
                for (int i = 0; i < 10; i++) {
                    appends.append(null, List.of(pause(caller + "-" + i, "a1"))).join();
                    CompletableFuture<Appended> again = appends.append(null, List.of(pause("0", "a1")));
                    assertThatThrownBy(again::join).hasCauseInstanceOf(DuplicateKeyException.class);
                }
                return caller;
            });
            long head = head();
            assertThat(head).isEqualTo(1 + 10 * CALLERS);
            long told = 0;
            while (told < head) {
                PGNotification[] notifications =
                        listening.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS_MAX);
                assertThat(notifications)
                        .as("after %d of %d events", told, head)
                        .isNotEmpty();
                told = Long.parseLong(notifications[notifications.length - 1].getParameter());
            }
        }
    }

    @Test
    void groupInDoubt_whoseFirstEventCameByAnotherProcess_isNotTakenForStored() throws Exception {
        NewEvent first = pause("1", "a1");
        NewEvent second = pause("2", "a2");
        GroupDecision inDoubt;
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            LockedHead held = LockedHead.lock(connection, 0);
            List<PendingAppend> group = List.of(
                    new PendingAppend(null, List.of(first), new CompletableFuture<>()),
                    new PendingAppend(null, List.of(second), new CompletableFuture<>()));
            inDoubt = GroupDecision.decide(connection, held.head(), new PhaseCache(), group, true);
            connection.rollback();
        }
        appends.append(null, List.of(first)).join();
        assertThat(isStored(inDoubt)).isFalse();
        appends.append(null, List.of(second)).join();
        assertThat(isStored(inDoubt)).isTrue();
    }

    private boolean isStored(GroupDecision inDoubt) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return inDoubt.isStored(connection);
        }
    }

    @Test
    void append_onADecisionFarBehindTheHead_seesWhatCameSince() {
        appends.append(null, List.of(start("start"))).join();
        for (int i = 0; i <= LockedHead.NEWEST; i++) {
            appends.append(null, List.of(pause("beside-" + i, "a1"))).join();
        }
        CompletableFuture<Appended> before = appends.append(guard(0), List.of(start("before")));
        CompletableFuture<Appended> after = appends.append(guard(1), List.of(start("after")));
        assertThatThrownBy(before::join).hasCauseInstanceOf(ConflictException.class);
        assertThat(after.join().positionFirst()).isEqualTo(LockedHead.NEWEST + 3);
    }

    @Test
    void append_ofAValueThatTheDatabaseRefuses_failsAlone() {
        CompletableFuture<Appended> good = appends.append(null, List.of(pause("1", "a1")));
        CompletableFuture<Appended> bad = appends.append(null, List.of(pause("2", "nul\u0000")));
        CompletableFuture<Appended> alsoGood = appends.append(null, List.of(pause("3", "a1")));
        good.join();
        alsoGood.join();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(UnstorableException.class);
        assertThat(stored()).containsOnlyKeys("1", "3");
    }

    @Test
    void append_whileTheDatabaseIsReadOnly_saysSo() throws Exception {
        String name = database.url().substring(database.url().lastIndexOf('/') + 1);
        execute("alter database " + name + " set default_transaction_read_only = on");
        assertThatThrownBy(() -> appends.append(null, List.of(pause("1", "a1"))).join())
                .hasCauseInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("read-only");
        execute("begin read write; alter database " + name + " set default_transaction_read_only = off; commit");
        assertThat(appends.append(null, List.of(pause("2", "a1"))).join().positionFirst())
                .isEqualTo(1);
    }

    @Test
    void append_whenTheClockStepsBack_keepsRecordedTimesInOrder() throws Exception {
        AtomicLong seconds = new AtomicLong(2_000_000_000);
        InstantSource stepping = () -> Instant.ofEpochSecond(seconds.addAndGet(-3_600));
        try (GroupCommit stepped = new GroupCommit(database.connections(), stepping.withZone(ZoneOffset.UTC))) {
            for (int i = 0; i < 5; i++) {
                stepped.append(null, List.of(pause("s" + i, "a1"))).join();
            }
        }
        try (Connection connection = database.dataSource().getConnection()) {
            List<Instant> recorded = EventSql.after(connection, 0, 10, Long.MAX_VALUE).stream()
                    .map(StoredEvent::recordedAt)
                    .toList();
            assertThat(recorded).hasSize(5).isSorted();
        }
    }

    private Guard guard(long marker) {
        return new Guard.OnPhases(marker, ATHLETE);
    }

    private static NewEvent start(String id) {
        return event(id, ATHLETE, new TrainingEvent.TrainingStarted(false, null, null, null));
    }

    private static NewEvent pause(String id, String athlete) {
        return event(id, new AthleteKey("iron-works", athlete), new TrainingEvent.TrainingPaused(false, null));
    }

    private static NewEvent event(String id, AthleteKey owner, TrainingEvent fact) {
        return NewEvent.of(
                UUID.randomUUID(),
                owner,
                OffsetDateTime.parse("2026-01-05T18:00:00+01:00"),
                new EventKey("test", id),
                fact);
    }

    private long head() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return EventSql.head(connection);
        }
    }

    /** Positions by the source's id. A key twice would fail the map. */
    private Map<String, Long> stored() {
        Map<String, Long> stored = new HashMap<>();
        try (Connection connection = database.dataSource().getConnection()) {
            for (StoredEvent row : EventSql.after(connection, 0, 100_000, Long.MAX_VALUE)) {
                assertThat(stored.put(row.sourceEventId(), row.position())).isNull();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return stored;
    }

    /** Ends the connections that append or commit just now; how many. */
    private int cutAppends() {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet cut = statement.executeQuery("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where application_name = 'holdfast-append' and datname = current_database()"
                        + " and (query like 'with moved%' or query ilike 'commit%')")) {
            int count = 0;
            while (cut.next()) {
                count++;
            }
            return count;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> positions(int count) {
        List<Long> positions = new ArrayList<>();
        for (long position = 1; position <= count; position++) {
            positions.add(position);
        }
        return Collections.unmodifiableList(positions);
    }

    private static <R> List<R> inParallel(int callers, Work<R> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<R>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                running.add(threads.submit(work.of(caller)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }

    @FunctionalInterface
    private interface Work<R> {
        Callable<R> of(int caller);
    }
}
