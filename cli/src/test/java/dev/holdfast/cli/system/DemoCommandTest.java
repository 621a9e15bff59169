package dev.holdfast.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void athleteIds_areMadeOfFileNames() {
        assertThat(DemoCommand.athleteId(Path.of("exports/strong_MIT.csv"))).isEqualTo("strong_MIT");
        assertThat(DemoCommand.athleteId(Path.of("Jan's workouts (2).csv"))).isEqualTo("Jan-s-workouts-2");
        assertThat(DemoCommand.athleteId(Path.of("...csv"))).isEqualTo("athlete");
        assertThat(DemoCommand.athleteId(Path.of("x".repeat(100) + ".csv"))).hasSizeLessThanOrEqualTo(64);
    }
}
