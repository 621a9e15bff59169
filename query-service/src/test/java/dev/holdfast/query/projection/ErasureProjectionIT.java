package dev.holdfast.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.query.Servers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What an erasure leaves of an athlete on the read side. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ErasureProjectionIT {
    private static final List<String> TABLES =
            List.of("serving.athlete", "serving.timeline_chunk", "serving.checkpoint", "stream.change");

    @Inject
    PartitionProjector projector;

    @Inject
    AgroalDataSource database;

    @Test
    void project_erasure_removesEverythingOfTheAthlete_andTheNextEventBeginsAfresh() throws SQLException {
        List<RecordedEvent> life = new ArrayList<>(new RandomLife(11, "erased").next(2, 80));
        int partition = partition();
        projector.project(partition, Histories.records(partition, life));
        for (String table : TABLES) {
            assertThat(rows(table, "a0")).as(table).isPositive();
        }
        long others = rows("serving.timeline_chunk", "a1");

        life.add(event(life.getLast().position() + 1, new TrainingEvent.AthleteErased()));
        projector.project(partition, Histories.records(partition, life));
        for (String table : TABLES.subList(0, 3)) {
            assertThat(rows(table, "a0")).as(table).isZero();
        }
        assertThat(
                        text(
                                "select string_agg(state, '') from stream.change where tenant_id = 'erased' and athlete_id = 'a0'"))
                .isEqualTo("{\"athleteId\":\"a0\",\"erased\":true}");
        assertThat(rows("serving.timeline_chunk", "a1")).isEqualTo(others);

        life.add(event(life.getLast().position() + 1, new TrainingEvent.SessionLogged(List.of(), 60.0, 7.0, null)));
        projector.project(partition, Histories.records(partition, life));
        assertThat(text("select sessions::text from serving.athlete where tenant_id = 'erased' and athlete_id = 'a0'"))
                .isEqualTo("1");
    }

    @Test
    void project_recordThatNamesAnOlderPrevious_isNoGap() throws SQLException {
        List<RecordedEvent> life = new RandomLife(12, "resent").next(1, 10);
        int partition = partition();
        projector.project(partition, Histories.records(partition, life.subList(0, 9)));
        // The page is begun again after the rows 5 to 9 were emptied: the tenth follows the fourth.
        List<RecordedEvent> again = new ArrayList<>(life.subList(0, 4));
        again.add(life.get(9));
        List<ConsumerRecord<byte[], byte[]>> records = Histories.records(partition, again);
        PartitionProjector.Outcome outcome = projector.project(partition, records);
        assertThat(outcome.progress().stalledReason()).isNull();
        assertThat(outcome.progress().position()).isEqualTo(life.get(9).position());
    }

    private static RecordedEvent event(long position, TrainingEvent fact) {
        OffsetDateTime at = OffsetDateTime.parse("2026-02-01T10:00:00Z");
        return new RecordedEvent(
                position,
                new UUID(4, position),
                new TenantId("erased"),
                new AthleteId("a0"),
                at,
                at.toInstant(),
                new EventKey("test", "erasure-" + position),
                fact);
    }

    private int partition() throws SQLException {
        int partition = Histories.nextPartition();
        projector.progress(Set.of(partition));
        return partition;
    }

    private long rows(String table, String athlete) throws SQLException {
        return Long.parseLong(text("select count(*)::text from " + table
                + " where tenant_id = 'erased' and athlete_id = '" + athlete + "'"));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet found = select.executeQuery()) {
            found.next();
            return String.valueOf(found.getString(1));
        }
    }
}
