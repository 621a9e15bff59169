package dev.holdfast.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.cli.CommandLineRun;
import dev.holdfast.cli.terminal.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Figures: the reference implementation's for T12x3x3;D26;T8x3x3 and T104x3x3;D156 (the model's test vectors). */
class SimulateCommandTest {
    private static final double RELATIVE_PERCENT = 1e-7;

    private final CommandLineRun run = new CommandLineRun();

    @Test
    void json_equalsTheReferenceFigures() throws IOException {
        assertThat(run.execute("simulate", "T104x3x3;D156", "--at", "104,260", "--format", "json"))
                .isZero();

        JsonNode rows = new ObjectMapper().readTree(run.out());
        assertThat(rows).hasSize(2);
        JsonNode trained = rows.get(0);
        assertThat(trained.path("week").asDouble()).isEqualTo(104);
        assertThat(trained.path("N").asDouble()).isCloseTo(0.459192608558166, withinPercentage(RELATIVE_PERCENT));
        assertThat(trained.path("X").asDouble()).isCloseTo(0.1635675902193133, withinPercentage(RELATIVE_PERCENT));
        assertThat(trained.path("T").asDouble()).isCloseTo(0.8078908290176218, withinPercentage(RELATIVE_PERCENT));
        assertThat(trained.path("Y").asDouble()).isCloseTo(0.38960390527882716, withinPercentage(RELATIVE_PERCENT));
        assertThat(trained.path("a").asDouble()).isCloseTo(2.3333333333333712, offset(1e-9));
        assertThat(trained.path("F").asDouble()).isCloseTo(0.20518728847717516, withinPercentage(RELATIVE_PERCENT));
        assertThat(trained.path("M").asDouble()).isCloseTo(0.8065233153728015, withinPercentage(RELATIVE_PERCENT));
        assertThat(trained.path("sharpness").asDouble())
                .isCloseTo(0.9965022669723914, withinPercentage(RELATIVE_PERCENT));
        assertThat(trained.path("strengthRatio").asDouble())
                .isCloseTo(1.619721799788854, withinPercentage(RELATIVE_PERCENT));
        assertThat(rows.get(1).path("strengthRatio").asDouble())
                .isCloseTo(1.217379746332027, withinPercentage(RELATIVE_PERCENT));
    }

    @Test
    void csv_hasTheColumnsInOrder_andEveryWeekByDefault() {
        assertThat(run.execute("simulate", "T12x3x3;D26", "--format", "csv")).isZero();

        assertThat(run.out().lines().findFirst()).contains("week,N,X,T,Y,a,F,M,sharpness,strengthRatio");
        // Weeks 0 to 38 under the head.
        assertThat(run.out().lines()).hasSize(40);
        assertThat(run.out().lines().skip(1)).first().asString().startsWith("0.0,0.0,0.0,0.0,0.0,,");
    }

    @Test
    void age_losesFaster() throws IOException {
        run.execute("simulate", "T12x3x3;D26", "--at", "38", "--format", "json");
        double young = new ObjectMapper()
                .readTree(run.out())
                .get(0)
                .path("strengthRatio")
                .asDouble();
        run.execute("simulate", "T12x3x3;D26", "--at", "38", "--age", "75", "--format", "json");
        double old = new ObjectMapper()
                .readTree(run.out())
                .get(0)
                .path("strengthRatio")
                .asDouble();

        assertThat(old).isLessThan(young).isGreaterThan(1);
    }

    @Test
    void wrongValues_areNamedWithTheirRemedy_andExitWith2() {
        assertThat(run.execute("simulate", "T12x3")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("protocol=T12x3", "T12x3x3");
        assertThat(run.execute("simulate", "T12x3x3", "--age", "-4")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--age=-4");
        assertThat(run.execute("simulate", "T12x3x3", "--at", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("week=-1");
        assertThat(run.execute("simulate", "T12x3x3", "--at", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("soon");
        assertThat(run.execute("simulate", "T12x3x3", "--format", "xml")).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("xml");
    }
}
