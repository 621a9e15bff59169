package dev.holdfast.timeline;

import dev.holdfast.catalogue.Exercise;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.load.HardSets;
import dev.holdfast.load.OneRepMax;
import dev.holdfast.load.SessionDose;
import dev.holdfast.timeline.TimelineEntry.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
     * A fact taken back, with what is true instead, if anything.
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

    /** Reads an event with the eyes of a catalogue. */
    static TimelineChange of(RecordedEvent event, ExerciseCatalogue catalogue) {
        return switch (event.fact()) {
            case TrainingEvent.TrainingStarted started ->
                new Add(entry(
                        event,
                        new TimelineEntry.Start(
                                started.inferred(), started.yearOfBirth(), started.sex(), started.priorTraining())));
            case TrainingEvent.SessionLogged session -> new Add(entry(event, session(session, catalogue)));
            case TrainingEvent.TrainingPaused paused ->
                new Add(entry(event, new TimelineEntry.Pause(paused.inferred())));
            case TrainingEvent.StrengthAssessed assessed -> new Add(entry(event, assessment(assessed, catalogue)));
            case TrainingEvent.SessionCorrected corrected -> {
                long target = digest(corrected.corrected());
                TimelineEntry instead = entry(event, target, session(corrected.replacement(), catalogue));
                yield new TakeBack(target, instead, entry(event, new TimelineEntry.Unmatched(target)));
            }
            case TrainingEvent.SessionRetracted retracted -> {
                long target = digest(retracted.retracted());
                yield new TakeBack(target, null, entry(event, new TimelineEntry.Unmatched(target)));
            }
            case TrainingEvent.AthleteErased erased -> new Erase(event.position());
        };
    }

    /** The first eight bytes of the key's SHA-256: enough to tell one athlete's events apart. */
    static long digest(EventKey key) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(key.source().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return new PackedReader(sha.digest(key.sourceEventId().getBytes(StandardCharsets.UTF_8))).fixed64();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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

    private static TimelineEntry entry(RecordedEvent event, Content content) {
        return entry(event, digest(event.key()), content);
    }

    private static TimelineEntry entry(RecordedEvent event, long about, Content content) {
        return new TimelineEntry(
                digest(event.key()),
                about,
                Math.toIntExact(event.occurredAt().toLocalDate().toEpochDay()),
                micros(event.occurredAt().toInstant()),
                event.occurredAt().getOffset().getTotalSeconds(),
                event.position(),
                micros(event.recordedAt()),
                null,
                content);
    }

    private static TimelineEntry.Session session(TrainingEvent.SessionLogged session, ExerciseCatalogue catalogue) {
        SessionDose dose = HardSets.of(session, catalogue);
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
