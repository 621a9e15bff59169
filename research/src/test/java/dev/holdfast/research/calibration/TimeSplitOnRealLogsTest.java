package dev.holdfast.research.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.formats.known.KnownFormats;
import dev.holdfast.model.Parameters;
import dev.holdfast.timeline.AthleteFold;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Fits S0 and A on the first 60 % of a real log's estimated one-repetition maxima, exercise by exercise, and forecasts
 * the rest. Prints the table of docs/model/personal.md.
 */
class TimeSplitOnRealLogsTest {
    private static final double FIRST_SHARE = 0.6;
    /** Fewer leave nothing to fit or nothing to judge. */
    private static final int OBSERVATIONS_MIN = 15;

    @Test
    void strongLog_calibrationBeatsTheLastValueOnTheBenchPress_notOverAll() throws IOException {
        List<RecordedEvent> log = log("strong/breinsp_strong-charts_MIT.csv");
        Map<String, List<StrengthObservation>> byExercise = LoggedStrength.byExercise(log, AthleteFold.standard());

        double calibrated = 0;
        double population = 0;
        double last = 0;
        int forecasts = 0;
        for (Map.Entry<String, List<StrengthObservation>> each : byExercise.entrySet()) {
            if (each.getValue().size() < OBSERVATIONS_MIN) {
                continue;
            }
            TimeSplit split = TimeSplit.check(each.getValue(), FIRST_SHARE, Parameters.DEFAULT);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %.3f | %.3f | %.3f |%n",
                    each.getKey(),
                    split.fitted(),
                    split.forecast(),
                    split.calibratedError(),
                    split.populationError(),
                    split.lastValueError());
            calibrated += split.forecast() * Math.pow(split.calibratedError(), 2);
            population += split.forecast() * Math.pow(split.populationError(), 2);
            last += split.forecast() * Math.pow(split.lastValueError(), 2);
            forecasts += split.forecast();
        }
        System.out.printf(
                Locale.ROOT,
                "| all | | %d | %.3f | %.3f | %.3f |%n",
                forecasts,
                Math.sqrt(calibrated / forecasts),
                Math.sqrt(population / forecasts),
                Math.sqrt(last / forecasts));
        assertThat(forecasts).isEqualTo(86);
        TimeSplit bench =
                TimeSplit.check(Objects.requireNonNull(byExercise.get("Bench Press")), FIRST_SHARE, Parameters.DEFAULT);
        assertThat(bench.calibratedError()).isLessThan(bench.lastValueError()).isLessThan(bench.populationError());
        // docs/model/personal.md says so; should it ever turn, the page is to be written anew.
        assertThat(calibrated).isGreaterThan(last);
    }

    private static List<RecordedEvent> log(String path) throws IOException {
        var options = KnownFormats.options("strong", "a7", "kg", "Europe/Berlin");
        List<RecordedEvent> log = new ArrayList<>();
        try (ImportReader reader = KnownFormats.open(Files.newInputStream(SharedData.file(path)), options)) {
            for (ImportItem item = reader.next(); item != null; item = reader.next()) {
                ImportedEvent event = ((ImportItem.Fact) item).event();
                int position = log.size() + 1;
                log.add(new RecordedEvent(
                        position,
                        new UUID(0, position),
                        new TenantId("study"),
                        event.athlete(),
                        event.occurredAt(),
                        event.occurredAt().toInstant(),
                        event.key(),
                        event.fact()));
            }
        }
        return log;
    }
}
