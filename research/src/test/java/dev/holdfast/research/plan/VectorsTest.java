package dev.holdfast.research.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.model.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published state vectors of the model, to 1e-9 relative. */
class VectorsTest {
    private static final double TOLERANCE = 1e-9;

    static Stream<JsonNode> vectors() throws IOException {
        return StreamSupport.stream(file().get("vectors").spliterator(), false);
    }

    private static JsonNode file() throws IOException {
        try (InputStream in = VectorsTest.class.getResourceAsStream("vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    @Test
    void vectors_areAllThere() throws IOException {
        assertThat(vectors()).hasSize(23);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void run_publishedProtocol_reproducesState(JsonNode expected) {
        Protocol protocol = Protocol.parse(expected.get("protocol").asText());
        Reading reading = Simulation.run(
                        protocol, Parameters.DEFAULT, expected.get("week").asDouble())
                .getFirst();

        assertClose(expected, "N", reading.structure().nuclei());
        assertClose(expected, "X", reading.structure().volatileSize());
        assertClose(expected, "T", reading.motor().trace());
        assertClose(expected, "Y", reading.motor().volatileExpression());
        assertClose(expected, "age_d", reading.motor().ageDays());
        assertClose(expected, "age_d", reading.structure().ageDays());
        assertClose(expected, "F", reading.fibreSize());
        assertClose(expected, "M", reading.expression());
        assertClose(expected, "sharpness", reading.sharpness());
        assertClose(expected, "S_ratio", reading.strengthRatio());
    }

    @Test
    void defaultParameters_areThePublishedOnes() throws IOException {
        JsonNode p = file().get("params");
        Parameters d = Parameters.DEFAULT;
        assertThat(new double[] {
                    d.strengthPerExpression(), d.traceRate(), d.traceOrder(), d.expressionRate(),
                    d.tauExpressionDays(), d.latentTraceShare(), d.tauFibreDays(), d.nuclearFibreShare(),
                    d.tauGraceDays(), d.nucleiRate(), d.nucleiMax(), d.fibreCeilingUntrained(),
                    d.fibreCeilingPerNuclei(), d.fibreRate(), d.fibreAreaRatio(), d.leanMassRatio(),
                    d.strengthSizeExponent(), d.ageLogSlope(), d.tauNucleiDays(), d.tauTraceDays(),
                    d.structureDoseExponent(), d.motorDoseExponent(), d.referenceHardSets()
                })
                .isEqualTo(Stream.of(
                                "A", "kT", "pT", "eta", "tauM", "rho", "tauF", "phi", "tauD", "kN", "Nmax", "D0", "D1",
                                "kF", "rFib", "rLean", "beta", "ageL", "tauN", "tauT", "gF", "gM", "href")
                        .mapToDouble(name -> p.get(name).asDouble())
                        .toArray());
    }

    private static void assertClose(JsonNode expected, String field, double actual) {
        double value = expected.get(field).asDouble();
        assertThat(actual).as(field).isCloseTo(value, within(Math.abs(value) * TOLERANCE));
    }
}
