package dev.holdfast.query.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.embedded.FreePort;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The feed over the real table: each change once, in order, whoever reads how slowly. */
@SuppressWarnings("NullAway.Init")
class ChangeFeedIT {
    private static final String TENANT = "iron-works";
    private static final String LONG = "{\"long\":\"" + "x".repeat(16_000) + "\"}";
    /** More of the long changes than a reader may leave unread. */
    private static final int FALL_BEHIND = (int) (Subscriber.UNREAD_BYTES_MAX / LONG.length() + 1);

    @TempDir
    static Path folder;

    private static EmbeddedPostgresServer postgres;
    private static PGSimpleDataSource database;

    private PostgresChangeLog log;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgresServer.start(folder.resolve("pg"), FreePort.find());
        database = new PGSimpleDataSource();
        database.setUrl(postgres.jdbcUrl(EmbeddedPostgresServer.READ_DATABASE));
        database.setUser(EmbeddedPostgresServer.USER);
        for (String migration : List.of("V20__stream.sql", "V38__stream_forgotten.sql", "V39__published.sql")) {
            execute(Files.readString(Path.of("src/main/resources/db/migration", migration)));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("delete from stream.change; update stream.head set id = 0, forgotten_id = 0");
        published(Long.MAX_VALUE);
        log = new PostgresChangeLog(database);
    }

    @Test
    void changesOfManyTransactions_comeOnceAndInOrder() throws SQLException {
        ChangeFeed feed = new ChangeFeed(log);
        Reader all = new Reader();
        Reader one = new Reader();
        feed.subscribe(new Scope(TENANT, null), all, 0);
        feed.subscribe(new Scope(TENANT, "a1"), one, 0);

        for (int i = 0; i < 30; i++) {
            append(TENANT, "a" + i % 3, 7);
            append("other", "a1", 2);
            feed.step();
        }
        drain(feed);

        assertThat(all.ids()).hasSize(210).isSorted().doesNotHaveDuplicates();
        assertThat(one.ids()).hasSize(70).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void subscribersThatComeAnyTime_missNothingAndGetNothingTwice() throws SQLException {
        ChangeFeed feed = new ChangeFeed(log);
        List<Reader> readers = new ArrayList<>();
        List<Long> from = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            append(TENANT, "a1", 100);
            long behind = Math.max(log.newestId() - 37L * i, 0);
            Reader reader = new Reader();
            feed.subscribe(new Scope(TENANT, "a1"), reader, behind);
            readers.add(reader);
            from.add(behind);
            if (i % 3 == 0) {
                feed.step();
            }
        }
        drain(feed);

        for (int i = 0; i < readers.size(); i++) {
            assertThat(readers.get(i).ids())
                    .containsExactlyElementsOf(LongStream.rangeClosed(from.get(i) + 1, 4_000)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void slowReader_isBroughtUpFromTheLog() throws SQLException {
        ChangeFeed feed = new ChangeFeed(log);
        Reader slow = new Reader();
        feed.subscribe(new Scope(TENANT, null), slow, 0);
        drain(feed);
        slow.full = true;
        append(TENANT, "a1", 3_000);
        drain(feed);
        assertThat(slow.ids()).isEmpty();

        slow.full = false;
        append(TENANT, "a1", 1);
        drain(feed);

        assertThat(slow.ids()).hasSize(3_001).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void readerFarBehind_isToldWhereToGoOn() throws SQLException {
        ChangeFeed feed = new ChangeFeed(log);
        Reader gone = new Reader();
        feed.subscribe(new Scope(TENANT, null), gone, 0);
        append(TENANT, "a1", 5);
        drain(feed);
        gone.full = true;
        append(TENANT, "a1", FALL_BEHIND, LONG);
        drain(feed);

        assertThat(gone.ended).isTrue();
        assertThat(gone.frames.getLast()).contains("event: fell-behind", "{\"resumeFrom\":5}");
        assertThat(feed.subscribers()).isZero();

        Reader again = new Reader();
        feed.subscribe(new Scope(TENANT, null), again, 5);
        drain(feed);
        assertThat(again.ids()).hasSize(FALL_BEHIND).startsWith(6L);
    }

    /** More than can be brought up in a step, each with a gap of its own, while changes pass by. */
    @Test
    void fastReadersThatComeBackAtOnce_areNotSlow() throws SQLException {
        int readers = ChangeFeed.CATCH_UPS_A_STEP + 20;
        append(TENANT, "a1", readers);
        ChangeFeed feed = new ChangeFeed(log);
        List<Reader> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            Reader reader = new Reader();
            all.add(reader);
            feed.subscribe(new Scope(TENANT, null), reader, i);
        }
        append(TENANT, "a1", FALL_BEHIND, LONG);
        drain(feed);

        for (int i = 0; i < readers; i++) {
            assertThat(all.get(i).ended).isFalse();
            assertThat(all.get(i).ids())
                    .containsExactlyElementsOf(LongStream.rangeClosed(i + 1, readers + FALL_BEHIND)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void change_isEncodedOnceForAllItsReaders() throws SQLException {
        ChangeFeed feed = new ChangeFeed(log);
        Reader first = new Reader();
        Reader second = new Reader();
        Reader ofAthlete = new Reader();
        append(TENANT, "a1", 2);
        feed.step();
        feed.subscribe(new Scope(TENANT, null), first, 0);
        feed.subscribe(new Scope(TENANT, null), second, 0);
        feed.subscribe(new Scope(TENANT, "a1"), ofAthlete, 2);
        feed.step();
        append(TENANT, "a1", 1);
        drain(feed);

        assertThat(first.ids()).containsExactly(1L, 2L, 3L);
        assertThat(second.identities).isEqualTo(first.identities);
        assertThat(ofAthlete.identities).containsExactly(first.identities.getLast());
    }

    @Test
    void erasedAthlete_leavesNothingButThatItWasErased() throws SQLException {
        append(TENANT, "a1", 3);
        append(TENANT, "a2", 1);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.append(connection, List.of(new Outbox.Changed(TENANT, "a1", null)));
            connection.commit();
        }

        assertThat(log.after(0, 10)).extracting(StateChange::id).containsExactly(4L, 5L);
        assertThat(log.after(4, 10))
                .singleElement()
                .satisfies(change -> assertThat(change.json()).isEqualTo("{\"athleteId\":\"a1\",\"erased\":true}"));
    }

    @Test
    void onlyAge_makesChangesForgotten_notAnErasure() throws SQLException {
        append(TENANT, "a1", 3);
        append(TENANT, "a2", 4);
        execute("update stream.change set changed_at = now() - interval '8 days' where id <= 2");
        log.forget();
        assertThat(log.forgottenId()).isEqualTo(2);
        erase(TENANT, "a1");
        assertThat(log.forgottenId()).isEqualTo(2);
        assertThat(log.after(2, 100)).extracting(StateChange::id).containsExactly(4L, 5L, 6L, 7L, 8L);
        execute("update stream.change set changed_at = now() - interval '8 days'");
        log.forget();
        log.forget();
        assertThat(log.forgottenId()).isEqualTo(log.newestId()).isEqualTo(8);
    }

    @Test
    void oldChange_isKeptUntilTheTopicHasIt() throws SQLException {
        append(TENANT, "a1", 3);
        execute("update stream.change set changed_at = now() - interval '8 days'");
        published(1);
        log.forget();
        assertThat(log.forgottenId()).isEqualTo(1);
        assertThat(log.after(0, 100)).extracting(StateChange::id).containsExactly(2L, 3L);
        published(3);
        log.forget();
        assertThat(log.after(0, 100)).isEmpty();
    }

    private static void published(long id) throws SQLException {
        execute("update stream.published set id = " + id);
    }

    private static void erase(String tenant, String athlete) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.append(connection, List.of(new Outbox.Changed(tenant, athlete, null)));
            connection.commit();
        }
    }

    private static void drain(ChangeFeed feed) {
        while (feed.step()) {
            assertThat(feed.handedOut()).isNotNegative();
        }
    }

    private static void append(String tenant, String athlete, int count) throws SQLException {
        append(tenant, athlete, count, "{}");
    }

    private static void append(String tenant, String athlete, int count, String json) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.append(
                    connection,
                    IntStream.range(0, count)
                            .mapToObj(i -> new Outbox.Changed(tenant, athlete, json))
                            .toList());
            connection.commit();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class Reader implements Outlet {
        private static final Pattern ID = Pattern.compile("id: (\\d+)\n");

        /** Hundreds of readers would hold gigabytes. */
        private static final int FRAME_HEAD_BYTES = 80;

        private final List<Integer> identities = new ArrayList<>();
        private final List<String> frames = new ArrayList<>();
        private boolean full;
        private boolean ended;

        List<Long> ids() {
            List<Long> ids = new ArrayList<>();
            for (String frame : frames) {
                Matcher matcher = ID.matcher(frame);
                if (matcher.find()) {
                    ids.add(Long.valueOf(matcher.group(1)));
                }
            }
            return ids;
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void write(Buffer bytes) {
            identities.add(System.identityHashCode(bytes));
            frames.add(bytes.getString(0, Math.min(bytes.length(), FRAME_HEAD_BYTES)));
        }

        @Override
        public void end() {
            ended = true;
        }
    }
}
