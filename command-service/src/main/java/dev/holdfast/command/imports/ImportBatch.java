package dev.holdfast.command.imports;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.athlete.Decider;
import dev.holdfast.command.athlete.RefusedException;
import dev.holdfast.command.athlete.RevisableSessions;
import dev.holdfast.command.athlete.TrainingPeriods;
import dev.holdfast.command.athlete.UnknownSessionException;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.BulkSql;
import dev.holdfast.command.eventstore.EventRows;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.PendingSessions;
import dev.holdfast.command.eventstore.SessionSets;
import dev.holdfast.command.eventstore.SessionSetsSql;
import dev.holdfast.command.eventstore.Suspect;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.EventTime;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.formats.RowRef;
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
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of an import that become events in one transaction. The facts go through the same decider as single events,
 * in the order in which they happened, since exports often begin with the newest session. What revises another fact, or
 * repeats its key, is said about that one: it is judged after all others, in the order of the file.
 */
final class ImportBatch {
    /** Enough to spread the commit thin. */
    static final int FACTS_MAX = 4_000;
    /** A fact may have 20,000 of them; at under a hundred bytes each a batch stays within 10 MB. */
    private static final int SETS_MAX = 100_000;
    /** Bounds the outcomes in memory where a file has many rows that are no facts. */
    private static final int ROWS_MAX = 20_000;

    private static final long TEXT_LENGTH_MAX = 2 << 20;
    /** More events of others than these since the decision, and deciding again is cheaper than looking at each. */
    private static final int NEWCOMERS_MAX = 10_000;

    private static final String ERASED_MEANWHILE =
            "the athlete was erased while the import ran: send the file again to begin anew";

    private final TenantId tenant;
    private final @Nullable String athlete;
    private final Instant now;
    private final ExerciseCatalogue catalogue;
    private final List<EncodedFact> facts = new ArrayList<>();
    /** Facts about other ones, in the order of the file. */
    private final List<EncodedFact> later = new ArrayList<>();

    private final List<SessionSets> compared = new ArrayList<>();
    private final Set<String> athletes = new HashSet<>();
    /** The keys that the facts bear. */
    private final Set<EventKey> borne = new HashSet<>();
    /** Whose sessions are revised. */
    private final Set<String> revising = new HashSet<>();
    /** The keys that the facts bear or name. */
    private final Set<EventKey> keys = new HashSet<>();
    /** Whether two facts of the batch have one key, or a fact names the key of another one. */
    private boolean namesKeys;

    private final RowOutcomes otherRows = new RowOutcomes();
    private int rows;
    private long setCount;

    /** @param athlete whom the whole file is about; null when each row says it */
    ImportBatch(TenantId tenant, @Nullable String athlete, Instant now, ExerciseCatalogue catalogue) {
        this.tenant = tenant;
        this.athlete = athlete;
        this.now = now;
        this.catalogue = catalogue;
    }

    /**
     * The events and what became of each row.
     *
     * @param seen the head that the decision has seen at least
     * @param erased athletes who were erased since the import began
     * @param periods of the batch's athletes, once its events are stored
     */
    record Decision(
            long seen,
            EventRows events,
            Map<String, TrainingPeriods> periods,
            RowOutcomes outcomes,
            long sessions,
            List<UnknownExercises.Use> unknownExercises,
            Set<String> erased) {

        /** Whether anything is kept that an erasure would have to find. */
        boolean namesAthletes() {
            return outcomes.nameAthletes() || !unknownExercises.isEmpty();
        }

        /** Whether a key of the batch was stored before, or came before in the file. */
        boolean repeats() {
            return outcomes.count(Outcome.DUPLICATE) > 0 || outcomes.count(Outcome.REJECTED) > 0;
        }
    }

    void add(ImportItem item) {
        switch (item) {
            case ImportItem.Fact fact -> {
                add(EncodedFact.of(tenant, fact, catalogue));
                rows += fact.rows().size();
            }
            case ImportItem.NothingToKeep nothing -> {
                nothing.rows().forEach(row -> otherRows.add(row.line(), Outcome.ofSound(row.kind())));
                rows += nothing.rows().size();
            }
            case ImportItem.Rejected rejected -> {
                String about = rejected.athlete() != null ? rejected.athlete() : athlete;
                if (about != null) {
                    athletes.add(about);
                }
                otherRows.add(
                        rejected.line(),
                        Outcome.REJECTED,
                        about,
                        rejected.field(),
                        rejected.value(),
                        rejected.remedy());
                rows++;
            }
        }
    }

    private void add(EncodedFact encoded) {
        athletes.add(encoded.owner().athlete());
        setCount += encoded.setCount();
        boolean repeats = !borne.add(encoded.event().key());
        keys.add(encoded.event().key());
        EventKey revised = encoded.event().fact().revised();
        if (revised != null) {
            keys.add(revised);
            revising.add(encoded.owner().athlete());
        }
        namesKeys |= repeats || revised != null;
        (repeats || revised != null ? later : facts).add(encoded);
        SessionSets sets = encoded.newSets();
        if (sets != null) {
            compared.add(sets);
        }
    }

    /** Nothing more comes: puts the facts in the order in which they happened. */
    void complete() {
        facts.sort(Comparator.comparing(EncodedFact::occurredAt));
        facts.addAll(later);
        later.clear();
    }

    boolean isFull() {
        return facts.size() + later.size() >= FACTS_MAX
                || setCount >= SETS_MAX
                || rows >= ROWS_MAX
                || otherRows.textLength() >= TEXT_LENGTH_MAX;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /**
     * Decides against what is stored now. Whoever holds the head's lock then asks {@link #isTouched}.
     *
     * @param begunAt the head when the import began: athletes who were erased since do not come back
     * @param known periods of athletes that need not be looked up, as they are at the position {@code knownAt}
     * @param lookKeysUp false to take it that no key is stored yet; if one is, the store refuses the whole batch
     */
    Decision decide(
            ImportConnection connection,
            long begunAt,
            Map<String, TrainingPeriods> known,
            long knownAt,
            boolean lookKeysUp)
            throws SQLException {
        long seen = EventSql.head(connection.get());
        Set<String> erased = erasedSince(connection.get(), begunAt);
        Judgement judgement =
                new Judgement(connection, erased, seen == knownAt ? known : Map.of(), lookKeysUp || namesKeys);
        facts.forEach(judgement::judge);
        judgement.nameSuspects();
        return new Decision(
                seen,
                judgement.events,
                judgement.periods,
                judgement.outcomes,
                judgement.sessions,
                judgement.unknownExercises,
                erased);
    }

    Set<String> erasedSince(Connection connection, long begunAt) throws SQLException {
        return BulkSql.erasedSince(connection, tenant, begunAt);
    }

    /** Whether events of others after {@code seen} may change the decision. */
    boolean isTouched(Connection connection, long seen) throws SQLException {
        return BulkSql.anySince(
                connection,
                tenant,
                seen,
                NEWCOMERS_MAX,
                newcomer -> athletes.contains(newcomer.athlete()) || keys.contains(newcomer.key()));
    }

    /** One walk through the facts in the order in which they happened. */
    private final class Judgement {
        private final Map<String, TrainingPeriods> periods = new HashMap<>();
        private final Set<EventKey> retracted;
        private final boolean keysAreNew;
        private final Map<EventKey, KeptContent> kept = new HashMap<>();
        private final EventRows events = new EventRows();
        private final Set<String> erased;
        private final RowOutcomes outcomes;
        private final List<UnknownExercises.Use> unknownExercises = new ArrayList<>();
        private final Future<Map<SessionSets, List<Suspect>>> suspected;
        private final List<EncodedFact> accepted = new ArrayList<>();
        private long sessions;

        Judgement(
                ImportConnection connection, Set<String> erased, Map<String, TrainingPeriods> known, boolean lookKeysUp)
                throws SQLException {
            this.erased = erased;
            outcomes = new RowOutcomes(otherRows.without(erased, "athleteId", ERASED_MEANWHILE));
            suspected = connection.ask(c -> SessionSetsSql.suspects(c, compared));
            List<String> unknown = new ArrayList<>();
            for (String athlete : athletes) {
                TrainingPeriods before = known.get(athlete);
                if (before == null) {
                    unknown.add(athlete);
                } else {
                    periods.put(athlete, before);
                }
            }
            BulkSql.eachPhaseChange(
                    connection.get(),
                    tenant,
                    unknown,
                    change -> periods.merge(
                            change.athlete(),
                            TrainingPeriods.NONE.changed(change.occurredAt(), change.started(), change.inferred()),
                            (before, once) ->
                                    before.changed(change.occurredAt(), change.started(), change.inferred())));
            retracted = RevisableSessions.retracted(connection.get(), tenant, revising);
            keysAreNew = !lookKeysUp;
            if (lookKeysUp) {
                BulkSql.eachWithKey(
                        connection.get(),
                        tenant,
                        keys,
                        row -> kept.put(new EventKey(row.source(), row.sourceEventId()), KeptContent.of(row)));
            }
        }

        void judge(EncodedFact encoded) {
            ImportedEvent event = encoded.event();
            if (erased.contains(encoded.owner().athlete())) {
                encoded.fact()
                        .rows()
                        .forEach(row ->
                                outcomes.add(row.line(), Outcome.REJECTED, null, "athleteId", null, ERASED_MEANWHILE));
                return;
            }
            KeptContent before = keysAreNew ? null : kept.get(event.key());
            if (before != null) {
                repeated(encoded, before, encoded.content());
                return;
            }
            AthleteKey owner = encoded.owner();
            TrainingPeriods known = periods.getOrDefault(owner.athlete(), TrainingPeriods.NONE);
            List<Decider.Decided> decided;
            try {
                decided = Decider.decide(command(encoded), known);
            } catch (RefusedException e) {
                reject(encoded, "occurredAt", event.occurredAt().toString(), e.getMessage() + ": " + e.remedy());
                return;
            } catch (InvalidValueException e) {
                reject(encoded, e.field(), e.value(), e.remedy());
                return;
            }
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
            periods.put(owner.athlete(), known);
            if (!keysAreNew) {
                kept.put(event.key(), encoded.content());
            }
            if (event.fact() instanceof TrainingEvent.SessionLogged) {
                sessions++;
            }
            EventKey revised = event.fact().revised();
            if (revised != null && event.fact() instanceof TrainingEvent.SessionRetracted) {
                retracted.add(revised);
            }
            encoded.unknownExercises()
                    .forEach(exercise -> unknownExercises.add(new UnknownExercises.Use(
                            exercise.name(), owner.athlete(), exercise.sets().size())));
            accepted.add(encoded);
        }

        /** Reports what became of the accepted rows, when the store has answered which sessions may be there already. */
        void nameSuspects() throws SQLException {
            Map<SessionSets, List<Suspect>> stored = ImportConnection.answer(suspected);
            PendingSessions before = new PendingSessions();
            for (EncodedFact encoded : accepted) {
                List<Suspect> suspects = List.of();
                SessionSets sets = encoded.newSets();
                if (sets != null) {
                    suspects = stored.getOrDefault(sets, suspects);
                    if (suspects.isEmpty()) {
                        suspects = before.suspectsOf(sets);
                    }
                    EventKey key = encoded.event().key();
                    before.add(sets, new Suspect(encoded.eventId(), 0, key.source(), key.sourceEventId()));
                }
                report(encoded, suspects);
            }
        }

        private void report(EncodedFact encoded, List<Suspect> suspects) {
            for (RowRef row : encoded.fact().rows()) {
                Outcome sound = Outcome.ofSound(row.kind());
                if (sound == Outcome.ACCEPTED && !suspects.isEmpty()) {
                    Suspect other = suspects.getFirst();
                    outcomes.add(row.line(), Outcome.SUSPECT, encoded.owner().athlete(), "sets", null, reason(other));
                } else {
                    outcomes.add(row.line(), sound);
                }
            }
        }

        private static String reason(Suspect other) {
            // No key: an erasure could not find out whose it is.
            return ("stored, and may be the session with eventId %s, which has the same sets and overlaps in time:"
                            + " retract one of them if it is")
                    .formatted(other.eventId());
        }

        private void repeated(EncodedFact encoded, KeptContent before, KeptContent now) {
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

        private AthleteCommand command(EncodedFact encoded) {
            EventTime.requireNotAhead(encoded.event().occurredAt(), now);
            TrainingEvent fact = encoded.event().fact();
            EventKey revised = fact.revised();
            if (revised != null) {
                KeptContent session = kept.get(revised);
                if (session == null || !session.isSessionOf(encoded.owner().athlete(), encoded.line())) {
                    throw new InvalidValueException(
                            AthleteCommand.revisedField(fact),
                            revised,
                            "name a session of this athlete that is stored, or stands before in the file");
                }
                if (retracted.contains(revised)) {
                    throw new InvalidValueException(
                            AthleteCommand.revisedField(fact), revised, UnknownSessionException.RETRACTED_REMEDY);
                }
            }
            return encoded.command(tenant);
        }

        private void reject(EncodedFact encoded, String field, String value, String reason) {
            String about = encoded.owner().athlete();
            encoded.fact()
                    .rows()
                    .forEach(row -> outcomes.add(row.line(), Outcome.REJECTED, about, field, value, reason));
        }
    }
}
