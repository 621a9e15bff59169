package dev.holdfast.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.Histories;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.projection.RandomLife;
import dev.holdfast.query.rebuild.RebuildOptions.Source;
import dev.holdfast.timeline.AthleteFold;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RebuildIT {
    private static final AthleteFold FOLD = AthleteFold.standard();
    private static final long LITTLE_MEMORY = 1;
    private static final long MUCH_MEMORY = 1 << 28;

    @Inject
    PartitionProjector projector;

    @Inject
    AgroalDataSource database;

    @Inject
    @DataSource("store")
    AgroalDataSource store;

    @ParameterizedTest
    @CsvSource({"11, 1, true", "12, 2, false", "13, 3, true"})
    void run_fromEvents_sameRowsAsLiveAndLiveWorkGoesOn(long seed, int workers, boolean muchMemory) throws Exception {
        String tenant = "rebuilt-" + seed;
        List<RecordedEvent> life = new RandomLife(seed, tenant).next(40, 2_000);
        int partition = partition();
        List<ConsumerRecord<byte[], byte[]>> records = Histories.records(partition, life);
        projector.project(partition, records.subList(0, 1_500));
        Histories.store(store, life);
        RebuildReport report = rebuild(FOLD, Source.EVENTS, workers, muchMemory ? MUCH_MEMORY : LITTLE_MEMORY);
        assertThat(report.events()).isEqualTo(2_000);
        assertThat(report.unreadable()).isZero();
        Map<String, String> rebuilt = histories().rows(tenant);
        for (int athlete = 0; athlete < 40; athlete++) {
            histories().requireSame(tenant, "a" + athlete, life);
        }
        // What the rebuild brought already comes again through the partition.
        projector.project(partition, records.subList(1_500, 2_000));
        assertThat(histories().rows(tenant)).isEqualTo(rebuilt);
        // Live work alone gives the same rows.
        String other = "live-" + seed;
        int otherPartition = partition();
        projector.project(
                otherPartition, Histories.records(otherPartition, new RandomLife(seed, other).next(40, 2_000)));
        assertThat(histories().rows(other)).isEqualTo(rebuilt);
    }

    @Test
    void run_fromTimeline_sameRowsAsFromEvents() throws Exception {
        List<RecordedEvent> life = new RandomLife(14, "timelines").next(30, 1_500);
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        Map<String, String> fromEvents = histories().rows("timelines");
        RebuildReport report = rebuild(FOLD, Source.TIMELINE, 2, MUCH_MEMORY);
        assertThat(report.differing()).isZero();
        assertThat(histories().rows("timelines")).isEqualTo(fromEvents);
    }

    @Test
    void run_nothingDiffers_followersHearNothing() throws Exception {
        List<RecordedEvent> life = new RandomLife(15, "quiet").next(10, 500);
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        long heard = changes();
        RebuildReport report = rebuild(FOLD, Source.EVENTS, 1, MUCH_MEMORY);
        assertThat(report.differing()).isZero();
        assertThat(changes()).isEqualTo(heard);
        // One state is wrong: it alone is told, once.
        execute("update serving.athlete set state = state || '\\x00' where tenant_id = 'quiet' and athlete_id = 'a3'");
        assertThat(rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY).differing()).isEqualTo(1);
        assertThat(changes()).isEqualTo(heard + 1);
    }

    @Test
    void run_aborted_leavesNothing() throws Exception {
        List<RecordedEvent> life = new RandomLife(16, "aborted").next(10, 500);
        Histories.store(store, life);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        Map<String, String> before = histories().rows("aborted");
        RebuildProgress progress = new RebuildProgress();
        progress.abort();
        assertThatThrownBy(() -> engine(FOLD, Source.EVENTS, 2, MUCH_MEMORY).run(progress))
                .isInstanceOf(CancellationException.class);
        assertThat(histories().rows("aborted")).isEqualTo(before);
        assertThat(number("select count(*) from pg_namespace where nspname = 'building'"))
                .isZero();
    }

    @Test
    void run_brokenOff_goesOnWithFinishedRanges() throws Exception {
        List<RecordedEvent> life = new RandomLife(17, "resumed").next(60, 1_000);
        // Positions far apart make several ranges of few events.
        List<RecordedEvent> spread = life.stream().map(RebuildIT::spread).toList();
        Histories.store(store, spread);
        rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        Map<String, String> undisturbed = histories().rows("resumed");
        // The store fails behind the last range: a constraint of the table that is being built refuses an athlete.
        execute("alter table serving.athlete add constraint broken check (athlete_id <> 'a7') not valid");
        assertThatThrownBy(() -> rebuild(FOLD, Source.EVENTS, 1, MUCH_MEMORY)).isInstanceOf(SQLException.class);
        long finished = number("select count(*) from rebuild.range");
        execute("alter table serving.athlete drop constraint broken");
        execute("alter table building.athlete drop constraint broken");
        RebuildReport report = rebuild(FOLD, Source.EVENTS, 2, MUCH_MEMORY);
        assertThat(report.resumedRanges()).isEqualTo((int) finished);
        assertThat(report.events()).isEqualTo(1_000);
        assertThat(report.differing()).isZero();
        assertThat(histories().rows("resumed")).isEqualTo(undisturbed);
    }

    private static RecordedEvent spread(RecordedEvent event) {
        return new RecordedEvent(
                event.position() * 1_000,
                event.eventId(),
                event.tenant(),
                event.athlete(),
                event.occurredAt(),
                event.recordedAt(),
                event.key(),
                event.fact());
    }

    private RebuildReport rebuild(AthleteFold fold, Source source, int workers, long memoryBytes) throws Exception {
        return engine(fold, source, workers, memoryBytes).run(new RebuildProgress());
    }

    private RebuildEngine engine(AthleteFold fold, Source source, int workers, long memoryBytes) {
        return new RebuildEngine(store, database, fold, new RebuildOptions(source, workers, memoryBytes));
    }

    private Histories histories() {
        return new Histories(database, FOLD, ModelIdentity.of(FOLD));
    }

    private int partition() throws SQLException {
        int partition = Histories.nextPartition();
        projector.progress(Set.of(partition));
        return partition;
    }

    private long changes() throws SQLException {
        return number("select id from stream.head");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return RebuildEngine.number(connection, sql);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            BuiltTables.execute(connection, sql);
        }
    }
}
