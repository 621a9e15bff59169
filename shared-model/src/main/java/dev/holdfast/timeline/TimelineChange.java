package dev.holdfast.timeline;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.digest.Sha256;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.load.Dose;
import dev.holdfast.load.HardSets;
import dev.holdfast.load.OneRepMax;
import dev.holdfast.load.SessionDose;
import dev.holdfast.packed.PackedReader;
import dev.holdfast.timeline.TimelineEntry.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an event does to a timeline. */
public sealed interface TimelineChange {
    long position();

    /** A new fact. */
    record Add(TimelineEntry entry) implements TimelineChange {
        @Override
        public long position() {
            return entry.position();
        }
    }

    /**
     * A fact that was retracted, or corrected by another one.
     *
     * @param target digest of the key of the session, or of a correction of it
     * @param instead null when the session never happened; its {@code about} is still the target
     * @param otherwise the entry to keep when there is no such session
     */
    record TakeBack(long target, @Nullable TimelineEntry instead, TimelineEntry otherwise) implements TimelineChange {
        @Override
        public long position() {
            return otherwise.position();
        }
    }

    /** Everything goes. */
    record Erase(long position) implements TimelineChange {}

    /**
     * Where a fact comes from, when it was recorded and of what instant it speaks.
     *
     * @param key digest of the event's key
     * @param atMicros when it happened, microseconds since 1970-01-01T00:00Z
     * @param offsetSeconds offset of the place from UTC
     * @param recordedAtMicros when the store took it
     */
    record Provenance(long position, long key, long atMicros, int offsetSeconds, long recordedAtMicros) {}

    /** Reads an event with the eyes of a catalogue. */
    static TimelineChange of(RecordedEvent event, ExerciseCatalogue catalogue) {
        Provenance from = new Provenance(
                event.position(),
                digest(event.key()),
                micros(event.occurredAt().toInstant()),
                event.occurredAt().getOffset().getTotalSeconds(),
                micros(event.recordedAt()));
        return of(from, event.fact(), catalogue);
    }

    /** Reads a fact with the eyes of a catalogue. */
    static TimelineChange of(Provenance from, TrainingEvent fact, ExerciseCatalogue catalogue) {
        return switch (fact) {
            case TrainingEvent.TrainingStarted started ->
                new Add(entry(
                        from,
                        new TimelineEntry.Start(
                                started.inferred(), started.yearOfBirth(), started.sex(), started.priorTraining())));
            case TrainingEvent.SessionLogged session -> of(from, HardSets.of(session, catalogue));
            case TrainingEvent.TrainingPaused paused ->
                new Add(entry(from, new TimelineEntry.Pause(paused.inferred())));
            case TrainingEvent.StrengthAssessed assessed -> new Add(entry(from, assessment(assessed, catalogue)));
            case TrainingEvent.SessionCorrected corrected -> {
                long target = digest(corrected.corrected());
                TimelineEntry instead = entry(from, target, session(HardSets.of(corrected.replacement(), catalogue)));
                yield new TakeBack(target, instead, entry(from, new TimelineEntry.NoEffect(target)));
            }
            case TrainingEvent.SessionRetracted retracted -> {
                long target = digest(retracted.retracted());
                yield new TakeBack(target, null, entry(from, new TimelineEntry.NoEffect(target)));
            }
            case TrainingEvent.AthleteErased erased -> new Erase(from.position());
        };
    }

    /** A session of which only the dose was read. */
    static TimelineChange of(Provenance from, SessionDose dose) {
        return new Add(entry(from, session(dose)));
    }

    /** The first eight bytes of the key's SHA-256: enough to tell one athlete's events apart. */
    static long digest(EventKey key) {
        return digest(
                key.source().getBytes(StandardCharsets.UTF_8),
                key.sourceEventId().getBytes(StandardCharsets.UTF_8));
    }

    /** The same of a key's two parts in UTF-8, as the store and Kafka hold them. */
    static long digest(byte[] source, byte[] sourceEventId) {
        MessageDigest sha = Sha256.begin();
        sha.update(source);
        sha.update((byte) 0);
        return new PackedReader(sha.digest(sourceEventId)).fixed64();
    }

    /** Microseconds since 1970, what PostgreSQL keeps of an instant; finer parts are cut off. */
    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), AthleteState.MICROS_PER_SECOND),
                instant.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, AthleteState.MICROS_PER_SECOND),
                Math.floorMod(micros, AthleteState.MICROS_PER_SECOND) * 1_000);
    }

    private static TimelineEntry entry(Provenance from, Content content) {
        return entry(from, from.key(), content);
    }

    private static TimelineEntry entry(Provenance from, long about, Content content) {
        return new TimelineEntry(
                from.key(),
                about,
                Math.toIntExact(Math.floorDiv(
                        from.atMicros() + from.offsetSeconds() * AthleteState.MICROS_PER_SECOND,
                        AthleteState.MICROS_PER_DAY)),
                from.atMicros(),
                from.offsetSeconds(),
                from.position(),
                from.recordedAtMicros(),
                null,
                content);
    }

    private static TimelineEntry.Session session(SessionDose dose) {
        int[] movements = new int[dose.movementCount()];
        for (int i = 0; i < movements.length; i++) {
            movements[i] = Dose.of(dose.movementId(i), dose.movementMilliSets(i));
        }
        int[] groups = new int[dose.groupCount()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = Dose.of(dose.groupId(i), dose.groupMilliSets(i));
        }
        return new TimelineEntry.Session(
                movements,
                groups,
                dose.unknownSets().isEmpty() ? dose.unknownSets() : new TreeMap<>(dose.unknownSets()),
                dose.sessionLoad().orElse(Double.NaN));
    }

    private static TimelineEntry.Assessment assessment(
            TrainingEvent.StrengthAssessed assessed, ExerciseCatalogue catalogue) {
        Movement movement =
                catalogue.find(assessed.exercise()).map(Exercise::movement).orElse(null);
        Double rpe = assessed.rpe();
        double kg = OneRepMax.estimateKg(assessed.loadKg(), assessed.reps(), rpe == null ? null : (Double) (10 - rpe))
                .orElse(assessed.loadKg());
        return new TimelineEntry.Assessment(movement == null ? 0 : movement.id(), Math.round(kg * 1_000));
    }
}
