package dev.holdfast.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Parameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same events give the same bytes on any number of threads, and on any processor: fresh JVMs interpret, compile
 * shallowly, or do without fused multiply-add and wide vectors, and all come to the one approved digest.
 */
class DeterminismTest {
    /** Of the cohort of {@link CohortDigest}. It changes only with the model, the state's bytes or the catalogue. */
    private static final String APPROVED = "c24d7a758912c0c920a63166aa40b5f450e0ed8acd6a1fa5e66431b47b485da0";

    private static final int MINUTES_MAX = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void fold_anyThreadCount_sameBytes(int threads) throws Exception {
        assertThat(CohortDigest.of(threads)).isEqualTo(APPROVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-XX:-UseFMA", "-XX:UseAVX=0"})
    void fold_anyCompilerAndInstructionSet_sameBytes(String flag) throws Exception {
        assertThat(inFreshJvm(flag)).isEqualTo(APPROVED);
    }

    @Test
    void fold_otherModel_otherDigest() throws Exception {
        assertThat(CohortDigest.of(1, Parameters.DEFAULT.atAge(60))).isNotEqualTo(APPROVED);
    }

    private static String inFreshJvm(String flag) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A processor of another make does not know the flag; it then shows its own way.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add(flag);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(CohortDigest.class.getName());
        Process jvm = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
        return output.strip();
    }
}
