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
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The approved bytes of schema version 1 stay readable and stay what is written, for ever. A change is a new version. */
class EventPayloadTest {
    private static final ZoneOffset BERLIN_SUMMER = ZoneOffset.ofHours(2);

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

    @ParameterizedTest
    @MethodSource("facts")
    void toBytes_ofEveryFact_areTheApprovedBytes(Map.Entry<String, TrainingEvent> named) throws IOException {
        byte[] bytes = new EventPayload(BERLIN_SUMMER, named.getValue()).toBytes();

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(approved(named.getKey()));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void fromBytes_ofApprovedBytes_areTheFact(Map.Entry<String, TrainingEvent> named) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(approved(named.getKey()));

        assertThat(EventPayload.fromBytes(1, bytes)).isEqualTo(new EventPayload(BERLIN_SUMMER, named.getValue()));
    }

    @Test
    void fromBytes_ofUnknownSchemaVersion_saysWhatIsKnown() {
        assertThatThrownBy(() -> EventPayload.fromBytes(99, new byte[0]))
                .hasMessageContaining("schemaVersion=99")
                .hasMessageContaining("known up to 1");
    }

    @Test
    void fromBytes_ofNoise_isRefused() {
        assertThatThrownBy(() -> EventPayload.fromBytes(1, "not a payload".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventPayload.fromBytes(1, new byte[0])).hasMessageContaining("no fact");
    }

    private static String approved(String name) throws IOException {
        try (InputStream in = EventPayloadTest.class.getResourceAsStream("/approved/v1/" + name + ".hex")) {
            return in == null
                    ? "no approved file: " + name
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
