package dev.holdfast.bench.store;

import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Callers;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.bench.workload.SessionStock;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.axon.AthleteTags;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.wire.EventPayload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Decides whether reading through the engine, decoded and as a stream of messages, keeps up with the bare SELECT. */
public final class SourceBenchmark implements Benchmark {
    private static final int EVENTS = 1_000;
    private static final double GOAL = 0.5;

    private static final AthleteKey PHASES =
            AthleteKey.of(GeneratedSessions.TENANT, new AthleteId("starts-and-pauses"));
    private static final AthleteKey SESSIONS = AthleteKey.of(GeneratedSessions.TENANT, new AthleteId("sessions"));

    private static final String SELECT = """
            select position, event_id, tenant_id, athlete_id, type, schema_version, occurred_at, recorded_at, source,
                source_event_id, payload, metadata
            from event where tenant_id = ? and athlete_id = ? order by position""";

    @Override
    public String name() {
        return "source";
    }

    @Override
    public String purpose() {
        return "sourcing one athlete's 1,000 events through the engine, against the bare indexed SELECT of the rows";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        try (BenchDatabase database = BenchDatabase.start();
                OurStore ours = new OurStore(database)) {
            fill(ours);
            EventCriteria decision = AthleteTags.phasesOf(PHASES);
            EventCriteria all = EventCriteria.havingTags(AthleteTags.tag(SESSIONS));
            List<Comparison> comparisons = new ArrayList<>();
            comparisons.addAll(rounds.compare(
                    name(),
                    source(ours, rounds, decision),
                    List.of(new Rival("SELECT of 1,000 starts and pauses", GOAL, select(ours, rounds, PHASES)))));
            comparisons.addAll(rounds.compare(
                    name(),
                    source(ours, rounds, all),
                    List.of(new Rival("SELECT of 1,000 sessions", GOAL, select(ours, rounds, SESSIONS)))));
            return comparisons;
        }
    }

    private static void fill(OurStore ours) throws Exception {
        SessionStock stock = new SessionStock();
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            OffsetDateTime at = stock.occurredAt((long) i * SessionStock.ATHLETES);
            events.add(event(SESSIONS, at, stock.session(i)));
            events.add(event(
                    PHASES,
                    at,
                    i % 2 == 0
                            ? new TrainingEvent.TrainingStarted(false, null, null, null)
                            : new TrainingEvent.TrainingPaused(false, null)));
        }
        ours.appends().append(null, events).get();
        BenchDatabase.execute(ours.pool(), "vacuum analyze event");
    }

    private static NewEvent event(AthleteKey owner, OffsetDateTime at, TrainingEvent fact) {
        UUID id = UUID.randomUUID();
        return NewEvent.of(id, owner, at, new EventKey("api", id.toString()), fact);
    }

    private static Contender source(OurStore ours, Rounds rounds, EventCriteria criteria) {
        SourcingCondition condition = SourcingCondition.conditionFor(criteria);
        return () -> Callers.rate(1, rounds.window(), Score.Unit.READS_PER_SECOND, number -> {
            // The stream ends with a message that carries the consistency marker and no payload of ours.
            int events = ours.engine()
                    .source(condition, null)
                    .reduce(0, (count, entry) -> entry.message().payload() instanceof EventPayload ? count + 1 : count)
                    .join();
            requireAll(events);
        });
    }

    private static Contender select(OurStore ours, Rounds rounds, AthleteKey owner) {
        return () -> Callers.rate(1, rounds.window(), Score.Unit.READS_PER_SECOND, number -> {
            try (Connection connection = ours.pool().getConnection();
                    PreparedStatement statement = connection.prepareStatement(SELECT)) {
                statement.setString(1, owner.tenant());
                statement.setString(2, owner.athlete());
                int rows = 0;
                try (ResultSet found = statement.executeQuery()) {
                    int columns = found.getMetaData().getColumnCount();
                    while (found.next()) {
                        for (int column = 1; column < columns; column++) {
                            found.getObject(column);
                        }
                        rows++;
                    }
                }
                requireAll(rows);
            }
        });
    }

    private static void requireAll(int events) {
        if (events != EVENTS) {
            throw new IllegalStateException("read %d events of %d".formatted(events, EVENTS));
        }
    }
}
