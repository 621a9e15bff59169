package dev.holdfast.command.eventstore.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.eventstore.StoreUnavailableException;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends while the database, its disk or the way to it fail: what was told is stored, once, and it goes on after. */
class StoreFaultIT {
    private static final int APPENDS = 200;

    /** Room for the index pages that the move to the small disk takes, and not for much more. */
    private static final String SMALL_DISK = "2m";

    private static final int FILLING_APPENDS_MAX = 50_000;
    private static final int ROW_BYTES = 150;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

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
    void append_whenAnswersAreLostOnTheWay_isStoredOnceWhereItWasTold() throws Exception {
        Map<String, Appended> told = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        try (CuttingProxy proxy = CuttingProxy.to(StoreDatabase.server().port(), 20_260_101L);
                GroupCommit cut = new GroupCommit(
                        new StoreConnections(
                                database.url()
                                        .replace(":" + StoreDatabase.server().port() + "/", ":" + proxy.port() + "/"),
                                "postgres",
                                ""),
                        Clock.systemUTC())) {
            for (int i = 0; i < APPENDS; i++) {
                String id = "cut-" + i;
                try {
                    told.put(id, cut.append(null, List.of(pause(id))).get(60, TimeUnit.SECONDS));
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(StoreUnavailableException.class);
                    unknown.add(id);
                }
            }
            assertThat(proxy.cuts()).as("connections were cut").isGreaterThan(5);
        }
        Map<String, Long> stored = stored();
        told.forEach((id, appended) -> assertThat(stored).containsEntry(id, appended.positionFirst()));
        assertThat(stored.keySet()).allMatch(id -> told.containsKey(id) || unknown.contains(id));
        assertThat(told.size()).isGreaterThan(APPENDS / 2);
    }

    @Test
    void append_whileAnotherHoldsTheHead_saysSoAndGoesOnOnceItIsFree() throws Exception {
        appends.append(null, List.of(pause("before"))).join();
        try (Connection holder = database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            AppendSql.lockHead(holder);
            CompletableFuture<Appended> waiting = appends.append(null, List.of(pause("waiting")));
            assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("holds the event store's head");
            holder.rollback();
        }
        assertThat(appends.append(null, List.of(pause("after"))).join().positionFirst())
                .isEqualTo(2);
        assertThat(stored()).containsOnlyKeys("before", "after");
    }

    @Test
    void append_besideASlowTransaction_goesOnAndIsSeenByItsNextSnapshotOnly() throws Exception {
        appends.append(null, List.of(pause("before"))).join();
        try (Connection slow = database.dataSource().getConnection()) {
            slow.setAutoCommit(false);
            slow.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(EventSql.head(slow)).isEqualTo(1);
            try (Statement statement = slow.createStatement()) {
                // A transaction id of its own, older than all that follow.
                statement.execute("create table slow_transaction (n int)");
            }
            for (int i = 0; i < APPENDS; i++) {
                appends.append(null, List.of(pause("beside-" + i))).join();
            }
            assertThat(EventSql.head(slow)).isEqualTo(1);
            assertThat(EventSql.after(slow, 0, 10, Long.MAX_VALUE)).hasSize(1);
            slow.rollback();
            assertThat(EventSql.head(slow)).isEqualTo(APPENDS + 1);
        }
        assertThat(stored()).hasSize(APPENDS + 1);
    }

    @Test
    void append_whileTheDiskIsFull_saysSoStoresNothingHalfAndGoesOnOnceThereIsSpace() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + SMALL_DISK, "tmpfs", disk.toString()),
                "skipped: a disk that can be full needs the right to mount a tmpfs");
        String tablespace = "small_" + UUID.randomUUID().toString().replace("-", "");
        try {
            execute("create tablespace " + tablespace + " location '" + disk + "'");
            execute("alter table event set tablespace " + tablespace);
            Map<String, Appended> told = new HashMap<>();
            String refused = fill(told);
            assertThat(appends.append(null, List.of(pause(refused + "-too"))))
                    .failsWithin(java.time.Duration.ofSeconds(60));
            assertThat(stored()).containsOnlyKeys(told.keySet());
            assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();

            told.put(refused, appends.append(null, List.of(pause(refused))).join());
            Map<String, Long> stored = stored();
            assertThat(stored).containsOnlyKeys(told.keySet());
            told.forEach((id, appended) -> assertThat(stored).containsEntry(id, appended.positionFirst()));
        } finally {
            execute("alter table event set tablespace pg_default");
            execute("drop tablespace " + tablespace);
            run("umount", disk.toString());
        }
    }

    /** Appends until the disk is full, and returns what was refused then. */
    private String fill(Map<String, Appended> told) {
        for (int i = 0; i < FILLING_APPENDS_MAX; i++) {
            String id = i + "-" + "x".repeat(ROW_BYTES);
            try {
                told.put(id, appends.append(null, List.of(pause(id))).join());
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("disk is full");
                return id;
            }
        }
        throw new IllegalStateException("the disk did not become full: appends=" + FILLING_APPENDS_MAX);
    }

    private static NewEvent pause(String id) {
        return NewEvent.of(
                UUID.randomUUID(),
                new AthleteKey("iron-works", "a1"),
                OffsetDateTime.parse("2026-01-05T18:00:00+01:00"),
                new EventKey("test", id),
                new TrainingEvent.TrainingPaused(false, null));
    }

    /** Positions by the source's id, which have no gap; a key twice would fail the map. */
    private Map<String, Long> stored() throws SQLException {
        Map<String, Long> stored = new HashMap<>();
        try (Connection connection = database.dataSource().getConnection()) {
            for (StoredEvent row : EventSql.after(connection, 0, 100_000, Long.MAX_VALUE)) {
                assertThat(stored.put(row.sourceEventId(), row.position())).isNull();
            }
            assertThat(EventSql.head(connection)).isEqualTo(stored.size());
        }
        assertThat(stored.values())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, stored.size()).boxed().toList());
        return stored;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // There is no such command here.
            return false;
        }
    }
}
