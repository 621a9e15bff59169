package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Whether the store and its topic hold what callers were told, each event once and in one order. */
final class HistoryCheck {
    private record Row(
            long position, UUID eventId, String tenant, String athlete, String source, String key, String type) {}

    private final List<Row> rows;

    private HistoryCheck(List<Row> rows) {
        this.rows = rows;
    }

    /** Reads the store and holds it to its own promises: positions without a gap, recorded times that never go back. */
    static HistoryCheck of(Connection store) throws SQLException {
        List<Row> rows = new ArrayList<>();
        long head;
        try (PreparedStatement statement = store.prepareStatement("select head from event_head");
                ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            head = row.getLong(1);
        }
        try (PreparedStatement statement = store.prepareStatement("""
                        select position, event_id, tenant_id, athlete_id, source, source_event_id, type, recorded_at
                        from event where position <= ? order by position""")) {
            statement.setLong(1, head);
            try (ResultSet row = statement.executeQuery()) {
                OffsetDateTime recorded = OffsetDateTime.MIN;
                while (row.next()) {
                    assertThat(row.getLong(1)).as("positions have no gap").isEqualTo(rows.size() + 1L);
                    OffsetDateTime next = row.getObject(8, OffsetDateTime.class);
                    assertThat(next)
                            .as("recorded time at position %d", row.getLong(1))
                            .isAfterOrEqualTo(recorded);
                    recorded = next;
                    rows.add(new Row(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7)));
                }
            }
        }
        assertThat(rows).as("the head is the last position").hasSize(Math.toIntExact(head));
        return new HistoryCheck(rows);
    }

    long head() {
        return rows.size();
    }

    /** Stored is there once where it was told, refused is not there, unknown at most once, and nothing else is. */
    HistoryCheck agreesWith(String tenant, List<Call> calls) {
        Map<String, Row> byKey = new HashMap<>();
        for (Row row : rows) {
            if (row.tenant().equals(tenant) && row.source().equals(Callers.SOURCE)) {
                assertThat(byKey.put(row.key(), row))
                        .as("stored twice: %s", row)
                        .isNull();
            }
        }
        Set<String> asked = new HashSet<>();
        for (Call call : calls) {
            asked.add(call.sourceEventId());
            Row row = byKey.get(call.sourceEventId());
            switch (call.outcome()) {
                case STORED -> {
                    assertThat(row).as("told as stored: %s", call).isNotNull();
                    assertThat(call.told()).as("%s", call).isNotEmpty();
                    Call.Told last = call.told().getLast();
                    assertThat(last.position()).as("%s", call).isEqualTo(row.position());
                    assertThat(row.athlete()).as("%s", call).isEqualTo(call.athleteId());
                    for (Call.Told told : call.told()) {
                        assertThat(rows.get(Math.toIntExact(told.position()) - 1)
                                        .eventId())
                                .as("%s", call)
                                .isEqualTo(told.eventId());
                    }
                }
                case REFUSED -> {
                    assertThat(row).as("told as refused: %s", call).isNull();
                    assertThat(call.answer()).as("%s", call).containsAnyOf("problems/refused", "session-retracted");
                    if (call.answer().contains("session-retracted")) {
                        assertThat(rows)
                                .as("somebody retracted a session: %s", call)
                                .anyMatch(each -> call.athleteId().equals(each.athlete())
                                        && each.type().equals("SessionRetracted"));
                    }
                }
                case UNKNOWN -> {
                    // At most once, which the map has shown.
                }
            }
        }
        assertThat(asked).as("nothing is there that nobody sent").containsAll(byKey.keySet());
        for (Row row : rows) {
            if (row.tenant().equals(tenant) && !row.source().equals(Callers.SOURCE)) {
                Row cause = rows.get(Math.toIntExact(row.position()));
                assertThat(cause.athlete())
                        .as("inferred before its session: %s", row)
                        .isEqualTo(row.athlete());
                assertThat(cause.type())
                        .as("inferred before its session: %s", row)
                        .isEqualTo("SessionLogged");
            }
        }
        followsRealTime(calls);
        return this;
    }

    /** Who asked after another was answered stands behind that other, in one order for all callers. */
    private static void followsRealTime(List<Call> calls) {
        List<Call> stored = calls.stream()
                .filter(call -> call.outcome() == Call.Outcome.STORED)
                .toList();
        List<Call> byBegin = stored.stream()
                .sorted(Comparator.comparingLong(Call::beganNanos))
                .toList();
        List<Call> byEnd = stored.stream()
                .sorted(Comparator.comparingLong(Call::endedNanos))
                .toList();
        int ended = 0;
        long positionMax = 0;
        for (Call call : byBegin) {
            while (byEnd.get(ended).endedNanos() < call.beganNanos()) {
                positionMax =
                        Math.max(positionMax, byEnd.get(ended).told().getLast().position());
                ended++;
            }
            assertThat(call.told().getLast().position())
                    .as("asked after an answer at %d: %s", positionMax, call)
                    .isGreaterThan(positionMax);
        }
    }

    /** Every event is in the topic, each athlete's in one partition and in the store's order. */
    HistoryCheck agreesWith(PublishedEvents published) {
        Map<String, List<Long>> byAthlete = new HashMap<>();
        for (Row row : rows) {
            byAthlete
                    .computeIfAbsent(row.tenant() + "/" + row.athlete(), any -> new ArrayList<>())
                    .add(row.position());
        }
        assertThat(published.positionsByAthlete()).isEqualTo(byAthlete);
        return this;
    }
}
