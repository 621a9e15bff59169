package dev.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.timeline.EncodedEvent;
import dev.holdfast.timeline.TimelineChange;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class EventPayloadProperties {
    private static final ExerciseCatalogue CATALOGUE = ExerciseCatalogue.standard();
    private static final EventKey KEY = new EventKey("strong", "42");
    private static final long AT_MICROS = 1_700_000_000_123_456L;

    @Property
    void fromBytes_ofToBytes_isTheSession(@ForAll("sessions") TrainingEvent.SessionLogged session) {
        EventPayload payload = new EventPayload(ZoneOffset.ofHoursMinutes(-3, -30), session);

        assertThat(EventPayload.fromBytes(EventPayload.SCHEMA_VERSION, payload.toBytes()))
                .isEqualTo(payload);
    }

    @Property
    void fromBytes_ofBytesOfVersion1_isTheSession(@ForAll("sessions") TrainingEvent.SessionLogged session) {
        EventPayload payload = new EventPayload(ZoneOffset.ofHours(14), session);

        assertThat(EventPayload.fromBytes(1, payload.toDigestedBytes())).isEqualTo(payload);
    }

    @Property
    void read_ofHeadersAndValue_isTheRecordedEvent(
            @ForAll("sessions") TrainingEvent.SessionLogged session, @ForAll long epochSecond) {
        Instant occurredAt = Instant.ofEpochSecond(Math.floorMod(epochSecond, 4_000_000_000L));
        RecordedEvent event = new RecordedEvent(
                42,
                new UUID(1, 2),
                new TenantId("iron-works"),
                new AthleteId("a7"),
                occurredAt.atOffset(ZoneOffset.ofHours(5)),
                occurredAt.plusSeconds(60),
                new EventKey("api", "x"),
                session);

        ReceivedHeaders headers = new ReceivedHeaders();
        TrainingEventHeaders.of(event, 41)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));

        assertThat(headers.event(new EventPayload(event.occurredAt().getOffset(), session).toBytes()))
                .isEqualTo(event);
        assertThat(headers.previousPosition()).isEqualTo(41);
    }

    @Property
    void change_ofEncodedSession_isThatOfTheSessionReadWhole(
            @ForAll("sessions") TrainingEvent.SessionLogged session, @ForAll("offsets") ZoneOffset offset) {
        EventPayload payload = new EventPayload(offset, session);

        assertThat(encoded(2, payload.toBytes()).change(CATALOGUE)).isEqualTo(changeOf(payload));
        assertThat(encoded(1, payload.toDigestedBytes()).change(CATALOGUE)).isEqualTo(changeOf(payload));
    }

    @Property(tries = 20_000)
    void change_ofBytesThatWereChanged_isWhatThePayloadReadWholeGives(
            @ForAll("sessions") TrainingEvent.SessionLogged session,
            @ForAll boolean packed,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 1 << 24) Integer> changes) {
        EventPayload payload = new EventPayload(ZoneOffset.ofHours(-7), session);
        byte[] bytes = packed ? payload.toBytes() : payload.toDigestedBytes();
        for (int change : changes) {
            bytes[(change >>> 8) % bytes.length] = (byte) change;
        }

        assertThat(outcome(() -> encoded(2, bytes).change(CATALOGUE)))
                .isEqualTo(outcome(() -> changeOf(EventPayload.fromBytes(2, bytes))));
    }

    @Property
    void read_ofPackedSessionWithListedNames_isPlain(@ForAll("listedSessions") TrainingEvent.SessionLogged session) {
        byte[] bytes = new EventPayload(ZoneOffset.ofHours(-7), session).toBytes();

        SessionColumns plain = SessionColumns.read(2, bytes);

        assertThat(plain).isNotNull();
        assertThat(plain.offsetSeconds()).isEqualTo(-7 * 3_600);
        int i = 0;
        for (int e = 0; e < plain.exerciseCount(); e++) {
            var exercise = session.exercises().get(e);
            assertThat(plain.exerciseName(e)).isEqualTo(exercise.name());
            assertThat(plain.setCount(e)).isEqualTo(exercise.sets().size());
            for (var set : exercise.sets()) {
                assertThat(plain.kind(i)).isEqualTo(set.kind());
                assertThat(plain.reps(i)).isEqualTo(set.reps() == null ? SessionColumns.NOT_GIVEN : set.reps());
                assertThat(Double.valueOf(plain.loadKg(i)))
                        .isEqualTo(set.loadKg() == null ? Double.valueOf(Double.NaN) : set.loadKg());
                i++;
            }
        }
    }

    private static EncodedEvent encoded(int schemaVersion, byte[] payload) {
        return new EncodedEvent(7, TimelineChange.digest(KEY), AT_MICROS, AT_MICROS + 5, schemaVersion, payload);
    }

    private static TimelineChange changeOf(EventPayload payload) {
        Instant at = TimelineChange.instant(AT_MICROS);
        return TimelineChange.of(
                new RecordedEvent(
                        7,
                        new UUID(1, 2),
                        new TenantId("iron-works"),
                        new AthleteId("a7"),
                        at.atOffset(payload.offset()),
                        at.plusNanos(5_000),
                        KEY,
                        payload.fact()),
                CATALOGUE);
    }

    @Property
    void utcInstant_ofAnyInstantsText_isTheInstantAndItsTextIsThePlatforms(
            @ForAll @LongRange(min = -62_200_000_000L, max = 300_000_000_000L) long second,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
        Instant fine = Instant.ofEpochSecond(second, nanos);
        for (Instant instant : List.of(
                fine,
                fine.truncatedTo(ChronoUnit.MICROS),
                fine.truncatedTo(ChronoUnit.MILLIS),
                fine.truncatedTo(ChronoUnit.SECONDS))) {
            assertThat(UtcInstant.parse(instant.toString())).isEqualTo(instant);
            assertThat(UtcInstant.text(instant)).isEqualTo(instant.toString());
        }
    }

    @Property
    void utcInstant_ofTextWithOneCharacterChanged_isWhatThePlatformReads(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(min = 0, max = 26) int at,
            @ForAll @CharRange(from = ' ', to = 'z') char changed) {
        StringBuilder text =
                new StringBuilder(Instant.ofEpochSecond(second, 123_456_000).toString());
        text.setCharAt(at, changed);

        assertThat(outcome(() -> UtcInstant.parse(text.toString())))
                .isEqualTo(outcome(() -> Instant.parse(text.toString())));
    }

    private static Object outcome(Supplier<?> reading) {
        try {
            return reading.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            return "not readable";
        }
    }

    @Provide
    Arbitrary<ZoneOffset> offsets() {
        return Arbitraries.integers().between(-64_800, 64_800).map(ZoneOffset::ofTotalSeconds);
    }

    @Provide
    Arbitrary<TrainingEvent.SessionLogged> listedSessions() {
        return sessions()
                .map(session -> new TrainingEvent.SessionLogged(
                        session.exercises().stream()
                                .map(exercise -> new PerformedExercise(
                                        ExerciseNames.name(1
                                                + Math.floorMod(exercise.name().hashCode(), 1_000)),
                                        exercise.sets()))
                                .toList(),
                        session.durationMinutes(),
                        session.sessionRpe(),
                        session.trimp()));
    }

    @Provide
    Arbitrary<TrainingEvent.SessionLogged> sessions() {
        Arbitrary<LoggedSet> sets = Combinators.combine(
                        Arbitraries.of(SetKind.values()),
                        loads().injectNull(0.2),
                        Arbitraries.integers().between(0, 1_000).injectNull(0.2),
                        Arbitraries.doubles().between(0, 10).injectNull(0.6),
                        Arbitraries.doubles().between(0, 50).injectNull(0.8),
                        Arbitraries.doubles().between(0, 86_400).injectNull(0.8),
                        Arbitraries.doubles().between(0, 1_000_000).injectNull(0.8))
                .as(LoggedSet::new);
        Arbitrary<PerformedExercise> exercises = Combinators.combine(
                        names(), sets.list().ofMinSize(1).ofMaxSize(8))
                .as(PerformedExercise::new);
        Arbitrary<List<PerformedExercise>> lists = exercises.list().ofMinSize(1).ofMaxSize(5);
        return Combinators.combine(
                        lists,
                        Arbitraries.oneOf(
                                        Arbitraries.doubles().between(0, 1_440),
                                        Arbitraries.of(0.0, -0.0, 1 / 3.0, 1_440.0, 62.05, 45.0, Math.nextUp(45.0)))
                                .injectNull(0.3),
                        Arbitraries.oneOf(
                                        Arbitraries.doubles().between(0, 10),
                                        Arbitraries.of(-0.0, 0.1, 7.0, 8.5, 9.9, Math.nextDown(9.9), Double.MIN_VALUE))
                                .injectNull(0.3),
                        Arbitraries.doubles().between(0, 10_000).injectNull(0.8))
                .as(TrainingEvent.SessionLogged::new);
    }

    /** Loads in plate steps of kilograms and pounds, and any others. */
    private static Arbitrary<Double> loads() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 600).map(steps -> steps * 2.5),
                Arbitraries.integers().between(0, 1_500).map(steps -> steps * 0.25),
                Arbitraries.integers().between(0, 1_000).map(pounds -> pounds * 0.45359237),
                Arbitraries.integers().between(0, 2_000).map(halves -> halves * 0.5 * 0.45359237),
                Arbitraries.doubles().between(0, 1_500).ofScale(17));
    }

    /** Names of the wire format's list, the same in other spellings, and any others. */
    private static Arbitrary<String> names() {
        Arbitrary<String> listed = Arbitraries.integers().between(1, 1_000).map(ExerciseNames::name);
        return Arbitraries.oneOf(
                listed,
                listed.map(name -> name.toLowerCase(Locale.ROOT)),
                listed.map(name -> " " + name),
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(40));
    }
}
