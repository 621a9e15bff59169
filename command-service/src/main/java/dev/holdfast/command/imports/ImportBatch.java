package dev.holdfast.command.imports;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.athlete.AthleteCommand.Envelope;
import dev.holdfast.command.athlete.Decider;
import dev.holdfast.command.athlete.Phases;
import dev.holdfast.command.athlete.RefusedException;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.BulkSql;
import dev.holdfast.command.eventstore.EventRows;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.SessionSets;
import dev.holdfast.command.eventstore.SessionSetsSql;
import dev.holdfast.command.eventstore.SessionsAtHand;
import dev.holdfast.command.eventstore.Suspect;
import dev.holdfast.command.imports.format.ImportItem;
import dev.holdfast.command.imports.format.ImportedEvent;
import dev.holdfast.command.imports.format.RowRef;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.wire.EventPayload;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of an import that become events in one transaction. The facts go through the same decider as single events,
 * in the order in which they happened, since exports often begin with the newest session.
 */
final class ImportBatch {
    /** Enough to spread the commit thin; at a few kilobytes a fact the batches in memory stay well under 50 MB. */
    static final int FACTS_MAX = 2_000;
    /** Bounds the outcomes in memory where a file has many rows that are no facts. */
    private static final int ROWS_MAX = 20_000;
    /** More events of others than these since the decision, and deciding again is cheaper than looking at each. */
    private static final int NEWCOMERS_MAX = 10_000;

    private final TenantId tenant;
    /** The last moment at which a fact may have happened. */
    private final Instant latest;

    private final ExerciseCatalogue catalogue;
    private final List<Encoded> facts = new ArrayList<>();
    private final RowOutcomes otherRows = new RowOutcomes();
    private int rows;

    ImportBatch(TenantId tenant, Instant latest, ExerciseCatalogue catalogue) {
        this.tenant = tenant;
        this.latest = latest;
        this.catalogue = catalogue;
    }

    /** A fact and its bytes, made by the thread that reads, while the other one waits for the database. */
    private record Encoded(
            ImportItem.Fact fact, byte[] payload, @Nullable SessionSets sets) {
        ImportedEvent event() {
            return fact.event();
        }
    }

    /**
     * The events and what became of each row.
     *
     * @param seen the head that the decision has seen at least
     */
    record Decision(
            long seen,
            EventRows events,
            RowOutcomes outcomes,
            long sessions,
            List<PerformedExercise> unknownExercises) {}

    void add(ImportItem item) {
        switch (item) {
            case ImportItem.Fact fact -> {
                ImportedEvent event = fact.event();
                byte[] payload = new EventPayload(event.occurredAt().getOffset(), event.fact()).toBytes();
                SessionSets sets = SessionSets.of(
                        AthleteKey.of(tenant, event.athlete()),
                        event.occurredAt().toInstant(),
                        event.fact());
                facts.add(new Encoded(fact, payload, sets));
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

    /** Decides against what is stored now. Whoever holds the head's lock then asks {@link #isTouched}. */
    Decision decide(Connection connection) throws SQLException {
        long seen = EventSql.head(connection);
        Judgement judgement = new Judgement(connection);
        List<Encoded> inOrder = new ArrayList<>(facts);
        inOrder.sort(
                Comparator.comparing(encoded -> encoded.event().occurredAt().toInstant()));
        inOrder.forEach(judgement::judge);
        return new Decision(seen, judgement.events, judgement.outcomes, judgement.sessions, judgement.unknownExercises);
    }

    /** Whether events of others after {@code seen} may change the decision. */
    boolean isTouched(Connection connection, long seen) throws SQLException {
        Set<String> athletes = athletes();
        Set<EventKey> keys = new HashSet<>(keys());
        return BulkSql.anySince(
                connection,
                tenant,
                seen,
                NEWCOMERS_MAX,
                newcomer -> athletes.contains(newcomer.athlete()) || keys.contains(newcomer.key()));
    }

    private Set<String> athletes() {
        Set<String> athletes = new HashSet<>();
        facts.forEach(encoded -> athletes.add(encoded.event().athlete().value()));
        return athletes;
    }

    /** The keys that the facts bear or name. */
    private List<EventKey> keys() {
        List<EventKey> keys = new ArrayList<>(facts.size());
        for (Encoded encoded : facts) {
            keys.add(encoded.event().key());
            switch (encoded.event().fact()) {
                case TrainingEvent.SessionCorrected it -> keys.add(it.corrected());
                case TrainingEvent.SessionRetracted it -> keys.add(it.retracted());
                default -> {
                    // Only these two name other events.
                }
            }
        }
        return keys;
    }

    /** One walk through the facts in the order in which they happened. */
    private final class Judgement {
        private final Map<String, Phases> phases = new HashMap<>();
        private final Map<EventKey, KeptContent> kept = new HashMap<>();
        private final EventRows events = new EventRows();
        private final RowOutcomes outcomes = new RowOutcomes(otherRows);
        private final List<PerformedExercise> unknownExercises = new ArrayList<>();
        private final Map<Encoded, List<Suspect>> stored = new IdentityHashMap<>();
        private final SessionsAtHand atHand = new SessionsAtHand();
        private long sessions;

        Judgement(Connection connection) throws SQLException {
            BulkSql.eachTurn(
                    connection,
                    tenant,
                    athletes(),
                    turn -> phases.merge(
                            turn.athlete(),
                            Phases.NONE.turned(turn.occurredAt(), turn.started()),
                            (before, once) -> before.turned(turn.occurredAt(), turn.started())));
            BulkSql.eachWithKey(
                    connection,
                    tenant,
                    keys(),
                    row -> kept.put(new EventKey(row.source(), row.sourceEventId()), KeptContent.of(row)));
            List<Encoded> compared = new ArrayList<>();
            List<SessionSets> sets = new ArrayList<>();
            for (Encoded encoded : facts) {
                if (encoded.sets() != null && encoded.event().fact() instanceof TrainingEvent.SessionLogged) {
                    compared.add(encoded);
                    sets.add(encoded.sets());
                }
            }
            SessionSetsSql.suspects(connection, sets).forEach((i, suspects) -> stored.put(compared.get(i), suspects));
        }

        void judge(Encoded encoded) {
            ImportedEvent event = encoded.event();
            KeptContent content = KeptContent.of(event, encoded.payload());
            KeptContent before = kept.get(event.key());
            if (before != null) {
                repeated(encoded, before, content);
                return;
            }
            AthleteKey owner = AthleteKey.of(tenant, event.athlete());
            Phases known = phases.getOrDefault(owner.athlete(), Phases.NONE);
            List<Decider.Decided> decided;
            try {
                decided = Decider.decide(command(event), known);
            } catch (RefusedException e) {
                reject(encoded, "occurredAt", event.occurredAt().toString(), e.getMessage() + ": " + e.remedy());
                return;
            } catch (InvalidValueException e) {
                reject(encoded, e.field(), e.value(), e.remedy());
                return;
            }
            List<Suspect> suspects = suspectsOf(encoded);
            for (Decider.Decided each : decided) {
                events.add(
                        each.key().equals(event.key())
                                ? NewEvent.of(
                                        each.eventId(),
                                        owner,
                                        each.occurredAt(),
                                        each.key(),
                                        each.fact(),
                                        encoded.payload(),
                                        encoded.sets())
                                : NewEvent.of(each.eventId(), owner, each.occurredAt(), each.key(), each.fact()));
                known = known.evolve(each.occurredAt().toInstant(), each.fact());
            }
            phases.put(owner.athlete(), known);
            kept.put(event.key(), content);
            count(event.fact());
            accept(encoded, suspects, decided.getLast().eventId());
        }

        private List<Suspect> suspectsOf(Encoded encoded) {
            if (encoded.sets() == null || !(encoded.event().fact() instanceof TrainingEvent.SessionLogged)) {
                return List.of();
            }
            List<Suspect> found = stored.getOrDefault(encoded, List.of());
            return found.isEmpty() ? atHand.suspectsOf(encoded.sets()) : found;
        }

        private void accept(Encoded encoded, List<Suspect> suspects, UUID eventId) {
            if (encoded.sets() != null && encoded.event().fact() instanceof TrainingEvent.SessionLogged) {
                EventKey key = encoded.event().key();
                atHand.add(encoded.sets(), new Suspect(eventId, 0, key.source(), key.sourceEventId()));
            }
            for (RowRef row : encoded.fact().rows()) {
                Outcome sound = Outcome.ofSound(row.kind());
                if (sound == Outcome.ACCEPTED && !suspects.isEmpty()) {
                    Suspect other = suspects.getFirst();
                    outcomes.add(row.line(), Outcome.SUSPECT, "sets", null, reason(other));
                } else {
                    outcomes.add(row.line(), sound);
                }
            }
        }

        private static String reason(Suspect other) {
            // No key: an erasure could not tell whose it is.
            return ("stored, and may be the session with eventId %s, which has the same sets and overlaps in time:"
                            + " retract one of them if it is")
                    .formatted(other.eventId());
        }

        private void repeated(Encoded encoded, KeptContent before, KeptContent now) {
            if (before.says(now)) {
                encoded.fact().rows().forEach(row -> outcomes.add(row.line(), Outcome.DUPLICATE));
            } else {
                reject(
                        encoded,
                        "sourceEventId",
                        encoded.event().key().sourceEventId(),
                        "stored with other content: stored %s, sent %s; send a correction, or another sourceEventId"
                                .formatted(before.digest(), now.digest()));
            }
        }

        private AthleteCommand command(ImportedEvent event) {
            if (event.occurredAt().toInstant().isAfter(latest)) {
                throw new InvalidValueException(
                        "occurredAt", event.occurredAt(), "give a time that has been: at most a day after now");
            }
            Envelope envelope =
                    new Envelope(tenant, event.athlete(), event.occurredAt(), event.key(), UUID.randomUUID());
            return switch (event.fact()) {
                case TrainingEvent.TrainingStarted it ->
                    new AthleteCommand.StartTraining(envelope, it.yearOfBirth(), it.sex(), it.priorTraining());
                case TrainingEvent.SessionLogged it -> new AthleteCommand.LogSession(envelope, it);
                case TrainingEvent.TrainingPaused it -> new AthleteCommand.PauseTraining(envelope, it.reason());
                case TrainingEvent.StrengthAssessed it -> new AthleteCommand.AssessStrength(envelope, it);
                case TrainingEvent.SessionCorrected it -> {
                    requireKept("corrected", it.corrected());
                    yield new AthleteCommand.CorrectSession(envelope, it);
                }
                case TrainingEvent.SessionRetracted it -> {
                    requireKept("retracted", it.retracted());
                    yield new AthleteCommand.RetractSession(envelope, it);
                }
                case TrainingEvent.AthleteErased it ->
                    throw new InvalidValueException("type", it.type(), "an import cannot erase an athlete");
            };
        }

        private void requireKept(String field, EventKey key) {
            if (!kept.containsKey(key)) {
                throw new InvalidValueException(
                        field, key, "name a session that is stored, or stands before in the file");
            }
        }

        private void reject(Encoded encoded, String field, String value, String reason) {
            encoded.fact().rows().forEach(row -> outcomes.add(row.line(), Outcome.REJECTED, field, value, reason));
        }

        private void count(TrainingEvent fact) {
            switch (fact) {
                case TrainingEvent.SessionLogged session -> {
                    sessions++;
                    rememberUnknown(session);
                }
                case TrainingEvent.SessionCorrected corrected -> rememberUnknown(corrected.replacement());
                default -> {
                    // The others have no exercises that a dose is made of.
                }
            }
        }

        private void rememberUnknown(TrainingEvent.SessionLogged session) {
            for (PerformedExercise exercise : session.exercises()) {
                if (catalogue.find(exercise.name()).isEmpty()) {
                    unknownExercises.add(exercise);
                }
            }
        }
    }
}
