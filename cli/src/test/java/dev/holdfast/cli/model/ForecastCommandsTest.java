package dev.holdfast.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.cli.CommandLineRun;
import dev.holdfast.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandsTest {
    private static final String HEADINGS =
            "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n";

    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void benchmark_printsTheReport_andWritesIt() throws IOException {
        Path report = folder.resolve("report.md");
        int exit = run.execute(
                "benchmark-forecast", export(1).toString(), export(2).toString(), "--out", report.toString());

        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("Definition 1", "Under 15 lifters (here 2)", "next session (2 lifters", "| last value |");
        assertThat(Files.readString(report)).isEqualToIgnoringWhitespace(run.out());
        assertThat(run.err()).contains("report: " + report);
    }

    @Test
    void benchmark_json_hasScoresAndNothingOfTheLog() throws IOException {
        int exit = run.execute("benchmark-forecast", "--json", export(3).toString());
        JsonNode scores = new ObjectMapper().readTree(run.out());

        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(scores.get("definition").intValue()).isEqualTo(1);
        assertThat(scores.get("lifters").intValue()).isEqualTo(1);
        assertThat(scores.get("horizons").get(0).get("contenders")).hasSize(8);
        assertThat(scores.get("byLifter")).isNotEmpty();
        assertThat(scores.get("parameters").get("driftPerDay").doubleValue()).isPositive();
        assertThat(run.out()).doesNotContain("Bench", "lifter-3", "2024-");
    }

    @Test
    void fit_writesParameters_thatTheBenchmarkTakes() throws IOException {
        Path parameters = folder.resolve("parameters.txt");
        int exit =
                run.execute("fit-forecast", export(4).toString(), export(5).toString(), "--out", parameters.toString());

        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("driftPerDay", "| next session (2 lifters");
        assertThat(run.execute(
                        "benchmark-forecast",
                        "--json",
                        "--parameters",
                        parameters.toString(),
                        export(4).toString()))
                .isEqualTo(ExitCode.OK);
        JsonNode used = new ObjectMapper().readTree(run.out()).get("parameters");
        assertThat(Files.readString(parameters)).contains("driftPerDay=" + used.get("driftPerDay"));
    }

    @Test
    void filesThatCannotBeRead_areNamed() throws IOException {
        Path strange = Files.writeString(folder.resolve("strange.csv"), "a,b\n1,2\n");
        Path empty = Files.writeString(folder.resolve("empty.csv"), HEADINGS);

        assertThat(run.execute("benchmark-forecast", "nowhere.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("file=nowhere.csv");
        assertThat(run.execute("benchmark-forecast", strange.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("strange.csv", "body.headings");
        assertThat(run.execute("benchmark-forecast", empty.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("at least 8 days");
        assertThat(run.execute("fit-forecast", export(6).toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("at least 2 lifters");
        assertThat(run.execute(
                        "benchmark-forecast",
                        "--parameters",
                        "nowhere.txt",
                        export(6).toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--parameters=nowhere.txt");
        assertThat(run.execute("benchmark-forecast")).isEqualTo(ExitCode.USAGE);
    }

    /** The one real log with enough sessions: what is asked of it holds for next session and four weeks. */
    @Test
    void realLog_isForecastNoWorseThanByTheBestBaseline() throws IOException {
        Path export = realExport("strong/breinsp_strong-charts_MIT.csv");
        assertThat(run.execute("benchmark-forecast", "--json", export.toString()))
                .isEqualTo(ExitCode.OK);
        int checked = 0;
        for (JsonNode horizon : new ObjectMapper().readTree(run.out()).get("horizons")) {
            String name = horizon.get("horizon").textValue();
            if (name.equals("NEXT_SESSION") || name.equals("FOUR_WEEKS")) {
                assertThat(rmse(horizon, "LEVEL"))
                        .as(name)
                        .isLessThanOrEqualTo(
                                rmse(horizon, horizon.get("bestBaseline").textValue()) + 0.005);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(2);
    }

    private static double rmse(JsonNode horizon, String contender) {
        for (JsonNode scores : horizon.get("contenders")) {
            if (scores.get("contender").textValue().equals(contender)) {
                return scores.get("rmse").doubleValue();
            }
        }
        throw new AssertionError("no such contender: " + contender);
    }

    private Path export(int seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(HEADINGS);
        LocalDate date = LocalDate.of(2024, 1, 1);
        for (int i = 0; i < 60; i++) {
            date = date.plusDays(i % 25 == 24 ? 30 : 3);
            for (String exercise : new String[] {"Bench Press (Barbell)", "Squat (Barbell)"}) {
                double loadKg = Math.round((60 + i / 4.0) * (1 + 0.05 * random.nextGaussian()) * 10) / 10.0;
                text.append(date)
                        .append(" 18:00:00,\"Evening\",1h,\"")
                        .append(exercise)
                        .append("\",1,")
                        .append(loadKg)
                        .append(",5,0,0,\"\",\"\",\n");
            }
        }
        return Files.writeString(folder.resolve("lifter-" + seed + ".csv"), text);
    }

    /** In the folder of real exports beside the project, which a checkout may lack. */
    private static Path realExport(String path) {
        String set = System.getenv("HOLDFAST_SHARED_DATA");
        Path file = (set == null ? besideTheProject() : Path.of(set)).resolve(path);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no real data, looked for " + file);
        return file;
    }

    private static Path besideTheProject() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolveSibling("shared/data"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared/data");
    }
}
