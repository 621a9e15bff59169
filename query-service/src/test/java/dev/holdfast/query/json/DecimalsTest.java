package dev.holdfast.query.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(AnswerJson.module()).build();

    private record Answer(
            double figure, @Nullable Double known, @Nullable Double missing) {}

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "100, 100",
        "0.1, 0.1",
        "0.000001, 0.000001",
        "0.0000004, 0",
        "-0.0000004, 0",
        "-2.5, -2.5",
        "0.9999996, 1",
        "1.0477123456789, 1.047712",
        "20541.0000019, 20541.000002",
        "999999999.25, 999999999.25",
        "1000000000.1234567, 1.0000000001234567E9"
    })
    void text_aFigure_hasSixDecimalsAtMostAndNoTrailingZeros(double figure, String expected) {
        assertThat(Decimals.text(figure)).isEqualTo(expected);
    }

    @Test
    void text_anyFigure_isTheNearestOfSixDecimals() {
        Random random = new Random(6);
        for (int i = 0; i < 100_000; i++) {
            double figure = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(10));
            BigDecimal exact = new BigDecimal(figure);
            BigDecimal written = new BigDecimal(Decimals.text(figure));
            // Half a millionth, and what the product of a double and a million loses.
            assertThat(written.subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal("0.0000006"));
            assertThat(written.scale()).isLessThanOrEqualTo(6);
            assertThat(Double.parseDouble(Decimals.text(written.doubleValue())))
                    .isEqualTo(written.setScale(6, RoundingMode.UNNECESSARY).doubleValue());
        }
    }

    @Test
    void json_ofFigures_isWrittenAsText() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(new Answer(0.123456789, 3.0, null)))
                .isEqualTo("{\"figure\":0.123457,\"known\":3,\"missing\":null}");
        assertThat(JSON.writeValueAsString(List.of(1e300, 12.5))).isEqualTo("[1.0E300,12.5]");
    }
}
