package dev.holdfast.command.imports;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.athlete.AthleteCommand.Envelope;
import dev.holdfast.command.athlete.Decider;
import dev.holdfast.command.athlete.Phases;
import dev.holdfast.command.athlete.RefusedException;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.NewEvent.StoredKey;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.command.imports.format.ImportItem;
import dev.holdfast.command.imports.format.ImportedEvent;
import dev.holdfast.command.imports.format.RowRef;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Some rows of an import that become events in one transaction. The facts go through the same decider as single events,
 * in the order in which they happened, since exports often begin with the newest session.
 */
final class ImportBatch {
    static final int FACTS_MAX = 1_000;
    /** Bounds the outcomes in memory where a file has many rows that are no facts. */
    private static final int ROWS_MAX = 20_000;

    private final TenantId tenant;
    /** The last moment at which a fact may have happened. */
    private final Instant latest;

    private final List<ImportItem.Fact> facts = new ArrayList<>();
    private final RowOutcomes otherRows = new RowOutcomes();
    private int rows;

    ImportBatch(TenantId tenant, Instant latest) {
        this.tenant = tenant;
        this.latest = latest;
    }

    /** The events and what became of each row. */
    record Decision(List<NewEvent> events, RowOutcomes outcomes, List<TrainingEvent> accepted) {}

    void add(ImportItem item) {
        switch (item) {
            case ImportItem.Fact fact -> {
                facts.add(fact);
                rows += fact.rows().size();
            }
            case ImportItem.NothingToKeep nothing -> {
                nothing.rows().forEach(row -> otherRows.add(row.line(), Outcome.ofSound(row.kind())));
                rows += nothing.rows().size();
            }
            case ImportItem.Rejected rejected -> {
                otherRows.add(rejected.line(), Outcome.REJECTED, rejected.field(), rejected.value(), rejected.remedy());
                rows++;
            }
        }
    }

    boolean isFull() {
        return facts.size() >= FACTS_MAX || rows >= ROWS_MAX;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** Decides against the store, whose head the caller has locked. */
    Decision decide(Connection connection) throws SQLException {
        Map<AthleteKey, Phases> phases = phases(connection);
        Set<EventKey> stored = stored(connection);
        Decision decision = new Decision(new ArrayList<>(), copyOfOtherRows(), new ArrayList<>());
        List<ImportItem.Fact> inOrder = new ArrayList<>(facts);
        inOrder.sort(Comparator.comparing(fact -> fact.event().occurredAt().toInstant()));
        for (ImportItem.Fact fact : inOrder) {
            judge(fact, phases, stored, decision);
        }
        return decision;
    }

    private void judge(ImportItem.Fact fact, Map<AthleteKey, Phases> phases, Set<EventKey> stored, Decision decision) {
        ImportedEvent event = fact.event();
        if (stored.contains(event.key())) {
            fact.rows().forEach(row -> decision.outcomes().add(row.line(), Outcome.DUPLICATE));
            return;
        }
        AthleteKey owner = AthleteKey.of(tenant, event.athlete());
        Phases known = phases.getOrDefault(owner, Phases.NONE);
        List<Decider.Decided> decided;
        try {
            decided = Decider.decide(command(event, stored), known);
        } catch (RefusedException e) {
            reject(fact, "occurredAt", event.occurredAt().toString(), e.getMessage() + ": " + e.remedy(), decision);
            return;
        } catch (InvalidValueException e) {
            reject(fact, e.field(), e.value(), e.remedy(), decision);
            return;
        }
        for (Decider.Decided each : decided) {
            decision.events().add(NewEvent.of(each.eventId(), owner, each.occurredAt(), each.key(), each.fact()));
            known = known.evolve(each.occurredAt().toInstant(), each.fact());
        }
        phases.put(owner, known);
        stored.add(event.key());
        decision.accepted().add(event.fact());
        for (RowRef row : fact.rows()) {
            decision.outcomes().add(row.line(), Outcome.ofSound(row.kind()));
        }
    }

    private AthleteCommand command(ImportedEvent event, Set<EventKey> stored) {
        if (event.occurredAt().toInstant().isAfter(latest)) {
            throw new InvalidValueException(
                    "occurredAt", event.occurredAt(), "give a time that has been: at most a day after now");
        }
        Envelope envelope = new Envelope(tenant, event.athlete(), event.occurredAt(), event.key(), UUID.randomUUID());
        return switch (event.fact()) {
            case TrainingEvent.TrainingStarted it ->
                new AthleteCommand.StartTraining(envelope, it.yearOfBirth(), it.sex(), it.priorTraining());
            case TrainingEvent.SessionLogged it -> new AthleteCommand.LogSession(envelope, it);
            case TrainingEvent.TrainingPaused it -> new AthleteCommand.PauseTraining(envelope, it.reason());
            case TrainingEvent.StrengthAssessed it -> new AthleteCommand.AssessStrength(envelope, it);
            case TrainingEvent.SessionCorrected it -> {
                requireStored("corrected", it.corrected(), stored);
                yield new AthleteCommand.CorrectSession(envelope, it);
            }
            case TrainingEvent.SessionRetracted it -> {
                requireStored("retracted", it.retracted(), stored);
                yield new AthleteCommand.RetractSession(envelope, it);
            }
            case TrainingEvent.AthleteErased it ->
                throw new InvalidValueException("type", it.type(), "an import cannot erase an athlete");
        };
    }

    private static void requireStored(String field, EventKey key, Set<EventKey> stored) {
        if (!stored.contains(key)) {
            throw new InvalidValueException(field, key, "name a session that is stored, or stands before in the file");
        }
    }

    private static void reject(ImportItem.Fact fact, String field, String value, String reason, Decision decision) {
        fact.rows().forEach(row -> decision.outcomes().add(row.line(), Outcome.REJECTED, field, value, reason));
    }

    private RowOutcomes copyOfOtherRows() {
        RowOutcomes copy = new RowOutcomes();
        for (RowOutcomes.Range range : otherRows.ranges()) {
            for (long line = range.firstLine(); line <= range.lastLine(); line++) {
                copy.add(line, range.outcome(), range.field(), range.value(), range.reason());
            }
        }
        return copy;
    }

    private Map<AthleteKey, Phases> phases(Connection connection) throws SQLException {
        Set<AthleteKey> owners = new HashSet<>();
        facts.forEach(fact -> owners.add(AthleteKey.of(tenant, fact.event().athlete())));
        Map<AthleteKey, Phases> phases = new HashMap<>();
        for (StoredEvent row : EventSql.phases(connection, owners)) {
            RecordedEvent event = row.recorded();
            AthleteKey owner = AthleteKey.of(event.tenant(), event.athlete());
            phases.merge(
                    owner,
                    Phases.NONE.evolve(event.occurredAt().toInstant(), event.fact()),
                    (before, once) -> before.evolve(event.occurredAt().toInstant(), event.fact()));
        }
        return phases;
    }

    /** Which of the keys that the facts bear or name are stored. */
    private Set<EventKey> stored(Connection connection) throws SQLException {
        List<EventKey> asked = new ArrayList<>();
        for (ImportItem.Fact fact : facts) {
            asked.add(fact.event().key());
            switch (fact.event().fact()) {
                case TrainingEvent.SessionCorrected it -> asked.add(it.corrected());
                case TrainingEvent.SessionRetracted it -> asked.add(it.retracted());
                default -> {
                    // Only these two name other events.
                }
            }
        }
        List<StoredKey> keys = asked.stream()
                .map(key -> new StoredKey(tenant.value(), key.source(), key.sourceEventId()))
                .toList();
        Set<EventKey> stored = new HashSet<>();
        EventSql.stored(connection, keys).keySet().forEach(found -> stored.add(asked.get(found)));
        return stored;
    }

    /** Counts the sets of exercises that the catalogue does not know. */
    static void countUnknown(List<TrainingEvent> accepted, ExerciseCatalogue catalogue, ImportProgress progress) {
        for (TrainingEvent fact : accepted) {
            TrainingEvent.SessionLogged session = switch (fact) {
                case TrainingEvent.SessionLogged it -> it;
                case TrainingEvent.SessionCorrected it -> it.replacement();
                default -> null;
            };
            if (session != null) {
                for (PerformedExercise exercise : session.exercises()) {
                    if (catalogue.find(exercise.name()).isEmpty()) {
                        progress.countUnknown(exercise);
                    }
                }
            }
        }
    }
}
