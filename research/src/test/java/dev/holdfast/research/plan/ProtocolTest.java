package dev.holdfast.research.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import dev.holdfast.research.plan.Protocol.Rest;
import dev.holdfast.research.plan.Protocol.Training;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
    @Test
    void parse_blocks_inOrder() {
        assertThat(Protocol.parse("T8.57x4x6;D5.71").blocks())
                .isEqualTo(List.of(new Training(8.57, 4, 6), new Rest(5.71)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "T12x3",
                "T12x3x3;",
                "X3",
                "T0x3x3",
                "D0",
                "T-1x3x3",
                "T12x0x3",
                "T1x15x3",
                "T1x3x101",
                "TNaNx3x3",
                "D1e9",
                "D5201",
                "D5000;D300",
                "T12x3x3,D26",
                "D∞",
                "D١"
            })
    void parse_badCode_saysWhichValueAndTheRemedy(String code) {
        assertThatThrownBy(() -> Protocol.parse(code))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.remedy()).isNotBlank());
    }

    @Test
    void run_atTheInstantOfASession_readsBeforeIt() {
        Protocol protocol = Protocol.parse("T52x1x1");

        Reading start = Simulation.run(protocol, Parameters.DEFAULT, 0).getFirst();
        Reading week10 = Simulation.run(protocol, Parameters.DEFAULT, 10).getFirst();

        assertThat(start.strengthRatio()).isEqualTo(1);
        assertThat(start.motor().ageDays()).isInfinite();
        assertThat(week10.motor().ageDays()).isEqualTo(7);
    }

    @Test
    void run_weeksInAnyOrder_readsEachInItsPlace() {
        Protocol protocol = Protocol.parse("T4x3x3;D4");

        List<Reading> forwards = Simulation.run(protocol, Parameters.DEFAULT, 1, 4, 20);
        List<Reading> backwards = Simulation.run(protocol, Parameters.DEFAULT, 20, 4, 1);

        assertThat(backwards.reversed()).isEqualTo(forwards);
    }

    @Test
    void run_ineffectiveSessions_leaveTheBodyUntrained() {
        Reading reading = Simulation.run(Protocol.parse("T10x3x0.4"), Parameters.DEFAULT, 10)
                .getFirst();

        assertThat(reading.strengthRatio()).isEqualTo(1);
        assertThat(reading.motor().ageDays()).isInfinite();
    }
}
