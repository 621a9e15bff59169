package dev.holdfast.research.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.LearningPhase;
import dev.holdfast.model.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the model says of the life that everybody asks about: half a year of training, half a year off. */
class ModelOverPlansTest {
    private static final Parameters P = Parameters.DEFAULT;

    @Test
    void pause_halfYear_costsSharpnessNotNuclei() {
        List<Reading> readings = Simulation.run(Protocol.parse("T26x3x3;D26"), P, 26, 52);
        Reading before = readings.getFirst();
        Reading after = readings.getLast();

        assertThat(1 - after.sharpness() / before.sharpness()).isBetween(0.42, 0.46);
        assertThat(1 - after.structure().nuclei() / before.structure().nuclei()).isBetween(0.05, 0.07);
    }

    @Test
    void retraining_expressionIsBackWithinDays_fibreWithinWeeks() {
        Protocol protocol = Protocol.parse("T26x3x3;D26;T12x3x3");
        Reading peak = Simulation.run(protocol, P, 26).getFirst();

        double expressionBackDays = -1;
        double sizeBackDays = -1;
        for (int day = 0; day <= 12 * 7 && sizeBackDays < 0; day++) {
            Reading now = Simulation.run(protocol, P, 52 + day / 7.0).getFirst();
            if (expressionBackDays < 0 && now.expression() >= 0.95 * peak.expression()) {
                expressionBackDays = day;
            }
            if (now.fibreSize() >= 0.95 * peak.fibreSize()) {
                sizeBackDays = day;
            }
        }

        assertThat(expressionBackDays).isBetween(1.0, 10.0);
        assertThat(sizeBackDays).isBetween(14.0, 60.0);
    }

    @Test
    void reducedTraining_oneNinthOfTheVolume_keepsYoungMuscle() {
        List<Reading> kept = Simulation.run(Protocol.parse("T16x3x9;T32x1x3"), P.atAge(27), 16, 48);
        List<Reading> stopped = Simulation.run(Protocol.parse("T16x3x9;D32"), P.atAge(27), 16, 48);

        assertThat(kept.getLast().fibreSize() / kept.getFirst().fibreSize()).isBetween(0.8, 1.2);
        assertThat(stopped.getLast().fibreSize() / stopped.getFirst().fibreSize())
                .isLessThan(0.4);
    }

    @Test
    void learningPhase_thresholds_areWhereTheDefaultPlanStands() {
        Protocol protocol = Protocol.parse("T104x3x3");
        double[] weeks = {0, 1, 3, 6, 20, 60};

        assertThat(Simulation.run(protocol, P, weeks).stream()
                        .map(r -> LearningPhase.of(r.motor().trace())))
                .containsExactly(
                        LearningPhase.ENTRY,
                        LearningPhase.ENTRY,
                        LearningPhase.SUPERVISED,
                        LearningPhase.REINFORCEMENT,
                        LearningPhase.UNSUPERVISED,
                        LearningPhase.MASTERY);
    }
}
