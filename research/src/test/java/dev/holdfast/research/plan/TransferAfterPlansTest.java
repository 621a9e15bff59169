package dev.holdfast.research.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Parameters;
import dev.holdfast.outlook.PrimeMover;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.outlook.Transfer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferAfterPlansTest {
    private static final Parameters P = Parameters.DEFAULT;
    private static final TrainingPlan PLAN = TrainingPlan.THREE_BY_THREE;

    @Test
    void transfer_halfYearOfTraining_savesWeeksOnANewMovement() {
        Reading now = Simulation.run(Protocol.parse("T26x3x3"), P, 26).getFirst();

        Transfer transfer = Transfer.to(List.of(new PrimeMover(now.structure(), 1)), PLAN, P);

        assertThat(transfer.strengthRatio()).isBetween(1.05, 1.15).isLessThan(now.strengthRatio());
        assertThat(transfer.weeksSaved()).isBetween(1.0, 8.0);
    }
}
