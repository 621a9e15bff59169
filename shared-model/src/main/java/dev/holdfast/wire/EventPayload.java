package dev.holdfast.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PauseReason;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.Sex;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.wire.proto.TrainingEventPayload;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a training fact in the event store and in Kafka: Protocol Buffers after
 * {@code holdfast/v1/training_event.proto}. Equal facts give equal bytes.
 *
 * @param offset the offset of the place where it happened
 */
public record EventPayload(ZoneOffset offset, TrainingEvent fact) {
    /** Version of the payload's schema, stored beside it. Bytes of every version stay readable for ever. */
    public static final int SCHEMA_VERSION = 2;

    private static final SetKind[] SET_KINDS = SetKind.values();
    static final int SECONDS_PER_MINUTE = 60;
    static final int TENTHS = 10;

    /** The bytes to store, of {@link #SCHEMA_VERSION}. */
    public byte[] toBytes() {
        return toBytes(true);
    }

    /** The bytes of schema version 1. Digests are taken over them, so that they outlive every later version. */
    public byte[] toDigestedBytes() {
        return toBytes(false);
    }

    private byte[] toBytes(boolean packed) {
        TrainingEventPayload.Builder to =
                TrainingEventPayload.newBuilder().setUtcOffsetSeconds(offset.getTotalSeconds());
        switch (fact) {
            case TrainingEvent.TrainingStarted started -> to.setTrainingStarted(started(started));
            case TrainingEvent.SessionLogged session -> to.setSessionLogged(session(session, packed));
            case TrainingEvent.TrainingPaused paused ->
                to.setTrainingPaused(dev.holdfast.wire.proto.TrainingPaused.newBuilder()
                        .setInferred(paused.inferred())
                        .setReasonValue(number(paused.reason())));
            case TrainingEvent.StrengthAssessed assessed -> to.setStrengthAssessed(assessed(assessed, packed));
            case TrainingEvent.SessionCorrected corrected ->
                to.setSessionCorrected(dev.holdfast.wire.proto.SessionCorrected.newBuilder()
                        .setCorrected(key(corrected.corrected()))
                        .setReplacement(session(corrected.replacement(), packed)));
            case TrainingEvent.SessionRetracted retracted ->
                to.setSessionRetracted(
                        dev.holdfast.wire.proto.SessionRetracted.newBuilder().setRetracted(key(retracted.retracted())));
            case TrainingEvent.AthleteErased erased ->
                to.setAthleteErased(dev.holdfast.wire.proto.AthleteErased.getDefaultInstance());
        }
        return to.build().toByteArray();
    }

    /**
     * Reads what {@link #toBytes} of this or an earlier version wrote.
     *
     * @param schemaVersion the version stored beside the bytes
     * @throws IllegalArgumentException when the bytes are no payload of that version
     */
    public static EventPayload fromBytes(int schemaVersion, byte[] bytes) {
        requireKnown(schemaVersion);
        try {
            TrainingEventPayload from = TrainingEventPayload.parseFrom(bytes);
            return new EventPayload(ZoneOffset.ofTotalSeconds(from.getUtcOffsetSeconds()), fact(from));
        } catch (InvalidProtocolBufferException | DateTimeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "cannot read payload: bytes=%d: %s".formatted(bytes.length, e.getMessage()), e);
        }
    }

    static void requireKnown(int schemaVersion) {
        if (schemaVersion < 1 || schemaVersion > SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "cannot read payload: schemaVersion=%d, known up to %d; update this service"
                            .formatted(schemaVersion, SCHEMA_VERSION));
        }
    }

    private static TrainingEvent fact(TrainingEventPayload from) {
        return switch (from.getFactCase()) {
            case TRAINING_STARTED -> started(from.getTrainingStarted());
            case SESSION_LOGGED -> session(from.getSessionLogged());
            case TRAINING_PAUSED ->
                new TrainingEvent.TrainingPaused(
                        from.getTrainingPaused().getInferred(),
                        named(PauseReason.values(), from.getTrainingPaused().getReasonValue()));
            case STRENGTH_ASSESSED -> assessed(from.getStrengthAssessed());
            case SESSION_CORRECTED ->
                new TrainingEvent.SessionCorrected(
                        key(from.getSessionCorrected().getCorrected()),
                        session(from.getSessionCorrected().getReplacement()));
            case SESSION_RETRACTED ->
                new TrainingEvent.SessionRetracted(
                        key(from.getSessionRetracted().getRetracted()));
            case ATHLETE_ERASED -> new TrainingEvent.AthleteErased();
            case FACT_NOT_SET ->
                throw new IllegalArgumentException("cannot read payload: it holds no fact; update this service");
        };
    }

    private static dev.holdfast.wire.proto.TrainingStarted started(TrainingEvent.TrainingStarted from) {
        var to = dev.holdfast.wire.proto.TrainingStarted.newBuilder()
                .setInferred(from.inferred())
                .setSexValue(number(from.sex()));
        if (from.yearOfBirth() != null) {
            to.setYearOfBirth(from.yearOfBirth());
        }
        PriorTraining prior = from.priorTraining();
        if (prior != null) {
            to.setPriorTraining(dev.holdfast.wire.proto.PriorTraining.newBuilder()
                    .setTrainedWeeks(prior.trainedWeeks())
                    .setSessionsPerWeek(prior.sessionsPerWeek())
                    .setPausedWeeks(prior.pausedWeeks()));
        }
        return to.build();
    }

    private static TrainingEvent.TrainingStarted started(dev.holdfast.wire.proto.TrainingStarted from) {
        var prior = from.getPriorTraining();
        return new TrainingEvent.TrainingStarted(
                from.getInferred(),
                from.hasYearOfBirth() ? from.getYearOfBirth() : null,
                named(Sex.values(), from.getSexValue()),
                from.hasPriorTraining()
                        ? new PriorTraining(prior.getTrainedWeeks(), prior.getSessionsPerWeek(), prior.getPausedWeeks())
                        : null);
    }

    private static dev.holdfast.wire.proto.StrengthAssessed assessed(
            TrainingEvent.StrengthAssessed from, boolean packed) {
        var to = dev.holdfast.wire.proto.StrengthAssessed.newBuilder()
                .setLoadGrams(Math.round(from.loadKg() * 1_000))
                .setReps(from.reps());
        int line = packed ? ExerciseNames.line(from.exercise()) : 0;
        if (line == 0) {
            to.setExercise(from.exercise());
        } else {
            to.setExerciseLine(line);
        }
        if (from.rpe() != null) {
            to.setRpeTenths((int) Math.round(from.rpe() * 10));
        }
        return to.build();
    }

    private static TrainingEvent.StrengthAssessed assessed(dev.holdfast.wire.proto.StrengthAssessed from) {
        return new TrainingEvent.StrengthAssessed(
                from.hasExerciseLine() ? ExerciseNames.name(from.getExerciseLine()) : from.getExercise(),
                from.getLoadGrams() / 1_000.0,
                from.getReps(),
                from.hasRpeTenths() ? from.getRpeTenths() / 10.0 : null);
    }

    private static dev.holdfast.wire.proto.SessionLogged session(TrainingEvent.SessionLogged from, boolean packed) {
        var to = dev.holdfast.wire.proto.SessionLogged.newBuilder();
        Integer seconds = packed ? whole(from.durationMinutes(), SECONDS_PER_MINUTE) : null;
        Integer tenths = packed ? whole(from.sessionRpe(), TENTHS) : null;
        if (!packed) {
            for (PerformedExercise exercise : from.exercises()) {
                to.addExercises(exercise(exercise));
            }
        } else if (!from.exercises().isEmpty()) {
            to.setPacked(SetColumns.pack(from.exercises()));
        }
        if (seconds != null) {
            to.setDurationSeconds(seconds);
        } else if (from.durationMinutes() != null) {
            to.setDurationMinutes(from.durationMinutes());
        }
        if (tenths != null) {
            to.setSessionRpeTenths(tenths);
        } else if (from.sessionRpe() != null) {
            to.setSessionRpe(from.sessionRpe());
        }
        if (from.trimp() != null) {
            to.setTrimp(from.trimp());
        }
        return to.build();
    }

    private static TrainingEvent.SessionLogged session(dev.holdfast.wire.proto.SessionLogged from) {
        List<PerformedExercise> exercises;
        if (from.hasPacked()) {
            exercises = SetColumns.unpack(from.getPacked());
        } else {
            exercises = new ArrayList<>(from.getExercisesCount());
            for (var exercise : from.getExercisesList()) {
                exercises.add(exercise(exercise));
            }
        }
        return new TrainingEvent.SessionLogged(
                exercises,
                from.hasDurationSeconds()
                        ? (Double) (from.getDurationSeconds() / (double) SECONDS_PER_MINUTE)
                        : from.hasDurationMinutes() ? (Double) from.getDurationMinutes() : null,
                from.hasSessionRpeTenths()
                        ? (Double) (from.getSessionRpeTenths() / (double) TENTHS)
                        : from.hasSessionRpe() ? (Double) from.getSessionRpe() : null,
                from.hasTrimp() ? from.getTrimp() : null);
    }

    /** {@code value} times {@code perUnit} where dividing again gives the very same value, otherwise null. */
    private static @Nullable Integer whole(@Nullable Double value, int perUnit) {
        if (value == null) {
            return null;
        }
        int whole = (int) Math.round(value * perUnit);
        return Double.compare(whole / (double) perUnit, value) == 0 ? whole : null;
    }

    private static dev.holdfast.wire.proto.PerformedExercise exercise(PerformedExercise from) {
        List<LoggedSet> sets = from.sets();
        var to = dev.holdfast.wire.proto.PerformedExercise.newBuilder()
                .setName(from.name())
                .setSetCount(sets.size());
        column(sets, set -> set.kind().ordinal(), kind -> to.addKinds((int) kind));
        column(sets, set -> plusOne(set.loadKg(), 1_000), to::addLoadGramsPlusOne);
        column(sets, set -> set.reps() == null ? 0 : set.reps() + 1, reps -> to.addRepsPlusOne((int) reps));
        column(sets, set -> plusOne(set.rpe(), 10), tenths -> to.addRpeTenthsPlusOne((int) tenths));
        column(sets, set -> plusOne(set.repsInReserve(), 10), tenths -> to.addRepsInReserveTenthsPlusOne((int) tenths));
        column(sets, set -> plusOne(set.durationSeconds(), 1_000), to::addDurationMillisPlusOne);
        column(sets, set -> plusOne(set.distanceMeters(), 1_000), to::addDistanceMillimetersPlusOne);
        return to.build();
    }

    private static PerformedExercise exercise(dev.holdfast.wire.proto.PerformedExercise from) {
        if (from.getSetCount() < 1 || from.getSetCount() > PerformedExercise.SETS_MAX) {
            throw new IllegalArgumentException("cannot read payload: sets of an exercise: count=" + from.getSetCount());
        }
        List<LoggedSet> sets = new ArrayList<>(from.getSetCount());
        for (int i = 0; i < from.getSetCount(); i++) {
            Double reps = minusOne(from.getRepsPlusOneList(), i, 1);
            sets.add(new LoggedSet(
                    from.getKindsCount() == 0 ? SetKind.WORKING : SET_KINDS[from.getKinds(i)],
                    minusOne(from.getLoadGramsPlusOneList(), i, 1_000),
                    reps == null ? null : reps.intValue(),
                    minusOne(from.getRpeTenthsPlusOneList(), i, 10),
                    minusOne(from.getRepsInReserveTenthsPlusOneList(), i, 10),
                    minusOne(from.getDurationMillisPlusOneList(), i, 1_000),
                    minusOne(from.getDistanceMillimetersPlusOneList(), i, 1_000)));
        }
        return new PerformedExercise(from.getName(), sets);
    }

    /** One entry a set, or nothing at all where every entry is 0. */
    private static void column(List<LoggedSet> sets, ToLongFunction<LoggedSet> entry, LongConsumer add) {
        boolean used = false;
        for (LoggedSet set : sets) {
            used |= entry.applyAsLong(set) != 0;
        }
        if (used) {
            for (LoggedSet set : sets) {
                add.accept(entry.applyAsLong(set));
            }
        }
    }

    private static long plusOne(@Nullable Double value, int perUnit) {
        return value == null ? 0 : Math.round(value * perUnit) + 1;
    }

    private static @Nullable Double minusOne(List<? extends Number> column, int i, int perUnit) {
        long entry = column.isEmpty() ? 0 : column.get(i).longValue();
        return entry == 0 ? null : (double) (entry - 1) / perUnit;
    }

    private static dev.holdfast.wire.proto.EventKey key(EventKey from) {
        return dev.holdfast.wire.proto.EventKey.newBuilder()
                .setSource(from.source())
                .setSourceEventId(from.sourceEventId())
                .build();
    }

    private static EventKey key(dev.holdfast.wire.proto.EventKey from) {
        return new EventKey(from.getSource(), from.getSourceEventId());
    }

    private static int number(@Nullable Enum<?> value) {
        return value == null ? 0 : value.ordinal() + 1;
    }

    private static <E extends Enum<E>> @Nullable E named(E[] values, int number) {
        return number < 1 || number > values.length ? null : values[number - 1];
    }
}
