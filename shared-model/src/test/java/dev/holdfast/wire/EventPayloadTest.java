package dev.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PauseReason;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.Sex;
import dev.holdfast.event.TrainingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The approved bytes of every schema version stay readable for ever, those of the newest stay what is written, those of
 * the first stay what is digested. A change is a new version.
 */
class EventPayloadTest {
    private static final ZoneOffset BERLIN_SUMMER = ZoneOffset.ofHours(2);
    private static final double KG_PER_POUND = 0.45359237;
    private static final int NAMES_OF_VERSION_2 = 1398;
    private static final String NAMES_DIGEST_OF_VERSION_2 =
            "362f0da6ca13ecc35166ca631588cf2c1ff4232d63327ba24b6ee2f11bb12469";

    private static final TrainingEvent.SessionLogged SESSION = new TrainingEvent.SessionLogged(
            List.of(
                    new PerformedExercise(
                            "Squat (Barbell)",
                            List.of(
                                    new LoggedSet(SetKind.WARM_UP, 60.0, 8, null, null, null, null),
                                    new LoggedSet(SetKind.WORKING, 102.058, 5, 8.5, null, null, null),
                                    new LoggedSet(SetKind.DROP, 80.0, 12, null, 0.0, null, null))),
                    new PerformedExercise(
                            "Plank", List.of(new LoggedSet(SetKind.WORKING, null, null, null, null, 90.5, null)))),
            62.5,
            7.0,
            null);

    static List<Map.Entry<String, TrainingEvent>> facts() {
        return Stream.concat(firstFacts().stream(), laterFacts().stream()).toList();
    }

    /** Those of which there are bytes of schema version 1. */
    static List<Map.Entry<String, TrainingEvent>> firstFacts() {
        return List.of(
                Map.entry(
                        "training-started",
                        new TrainingEvent.TrainingStarted(false, 1987, Sex.FEMALE, new PriorTraining(104, 3, 26))),
                Map.entry("training-started-inferred", new TrainingEvent.TrainingStarted(true, null, null, null)),
                Map.entry("session-logged", SESSION),
                Map.entry("session-logged-rpe-only", new TrainingEvent.SessionLogged(List.of(), 60.0, 8.0, null)),
                Map.entry("training-paused", new TrainingEvent.TrainingPaused(false, PauseReason.INJURY)),
                Map.entry("strength-assessed", new TrainingEvent.StrengthAssessed("Bench Press", 92.5, 3, 9.0)),
                Map.entry(
                        "session-corrected",
                        new TrainingEvent.SessionCorrected(new EventKey("strong", "a7|2021-01-05"), SESSION)),
                Map.entry(
                        "session-retracted",
                        new TrainingEvent.SessionRetracted(new EventKey("strong", "a7|2021-01-05"))),
                Map.entry("athlete-erased", new TrainingEvent.AthleteErased()));
    }

    /** Shapes that schema version 2 writes in a way of its own. */
    static List<Map.Entry<String, TrainingEvent>> laterFacts() {
        return List.of(
                Map.entry(
                        "session-in-pounds",
                        session(List.of(
                                new PerformedExercise(
                                        "Bench Press (Barbell)",
                                        List.of(
                                                LoggedSet.working(45 * KG_PER_POUND, 10),
                                                LoggedSet.working(102.5 * KG_PER_POUND, 8),
                                                LoggedSet.working(115 * KG_PER_POUND, 6))),
                                new PerformedExercise(
                                        "bench press (barbell)", List.of(LoggedSet.working(135 * KG_PER_POUND, 3)))))),
                Map.entry(
                        "session-in-grams",
                        session(List.of(new PerformedExercise(
                                "Deadlift (Barbell)",
                                List.of(LoggedSet.working(0.001, 0), LoggedSet.working(1_500, 1_000)))))),
                Map.entry(
                        "session-of-holds-and-distances",
                        session(List.of(
                                new PerformedExercise(
                                        "Kreuzheben mit Fettgriff",
                                        List.of(new LoggedSet(SetKind.FAILURE, null, 12, 10.0, 0.0, null, null))),
                                new PerformedExercise(
                                        "Farmers Walk",
                                        List.of(
                                                new LoggedSet(SetKind.WORKING, 32.0, null, null, null, 41.25, 40.0),
                                                new LoggedSet(SetKind.WORKING, 32.0, null, null, 1.5, 45.0, 40.5)))))),
                Map.entry(
                        "session-with-odd-figures",
                        new TrainingEvent.SessionLogged(List.of(), Math.PI, Math.nextUp(7.0), Double.MIN_VALUE)),
                Map.entry(
                        "strength-assessed-unlisted",
                        new TrainingEvent.StrengthAssessed("Kreuzheben mit Fettgriff", 180.25, 1, null)));
    }

    private static TrainingEvent.SessionLogged session(List<PerformedExercise> exercises) {
        return new TrainingEvent.SessionLogged(exercises, 61 + 40 / 60.0, 6.5, null);
    }

    @ParameterizedTest
    @MethodSource("facts")
    void toBytes_ofEveryFact_areTheApprovedBytes(Map.Entry<String, TrainingEvent> named) throws IOException {
        byte[] bytes = new EventPayload(BERLIN_SUMMER, named.getValue()).toBytes();

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(approved(2, named.getKey()));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void fromBytes_ofApprovedBytes_areTheFact(Map.Entry<String, TrainingEvent> named) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(approved(2, named.getKey()));

        assertThat(EventPayload.fromBytes(2, bytes)).isEqualTo(new EventPayload(BERLIN_SUMMER, named.getValue()));
    }

    @ParameterizedTest
    @MethodSource("firstFacts")
    void fromBytes_ofApprovedBytesOfVersion1_areTheFact(Map.Entry<String, TrainingEvent> named) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(approved(1, named.getKey()));

        assertThat(EventPayload.fromBytes(1, bytes)).isEqualTo(new EventPayload(BERLIN_SUMMER, named.getValue()));
    }

    @ParameterizedTest
    @MethodSource("firstFacts")
    void toDigestedBytes_areTheApprovedBytesOfVersion1(Map.Entry<String, TrainingEvent> named) throws IOException {
        byte[] bytes = new EventPayload(BERLIN_SUMMER, named.getValue()).toDigestedBytes();

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(approved(1, named.getKey()));
    }

    /** Stored events say a name by its line: another list of names would change what they say. */
    @Test
    void exerciseNames_areTheApprovedList() throws IOException, NoSuchAlgorithmException {
        try (InputStream in = ExerciseNames.class.getResourceAsStream("exercise-names.txt")) {
            assertThat(in).isNotNull();
            List<String> names = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();

            assertThat(names).hasSize(NAMES_OF_VERSION_2).doesNotHaveDuplicates();
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(String.join("\n", names).getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(NAMES_DIGEST_OF_VERSION_2);
        }
    }

    @Test
    void fromBytes_ofUnknownSchemaVersion_saysWhatIsKnown() {
        assertThatThrownBy(() -> EventPayload.fromBytes(99, new byte[0]))
                .hasMessageContaining("schemaVersion=99")
                .hasMessageContaining("known up to 2");
    }

    @Test
    void fromBytes_ofNoise_isRefused() {
        assertThatThrownBy(() -> EventPayload.fromBytes(1, "not a payload".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventPayload.fromBytes(1, new byte[0])).hasMessageContaining("no fact");
    }

    private static String approved(int version, String name) throws IOException {
        try (InputStream in =
                EventPayloadTest.class.getResourceAsStream("/approved/v" + version + "/" + name + ".hex")) {
            return in == null
                    ? "no approved file: " + name
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
