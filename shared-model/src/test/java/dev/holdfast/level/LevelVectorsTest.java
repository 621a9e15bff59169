package dev.holdfast.level;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The filter against a plain implementation in another language: twelve random athletes with every forecast and every level
 * after it. The vectors carry the parameters that they were made with.
 */
class LevelVectorsTest {
    private static final double TOLERANCE = 1e-12;
    private static final int FORECASTS = 1_941;

    @SuppressWarnings("NullAway.Init")
    private static JsonNode vectors;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = LevelVectorsTest.class.getResourceAsStream("forecast-vectors.json")) {
            vectors = new ObjectMapper().readTree(requireNonNull(in));
        }
    }

    @Test
    void defaults_areThoseOfTheVectors() {
        JsonNode expected = vectors.get("parameters");
        double[] values = LevelParameters.DEFAULT.values();
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            String symbol = LevelParameters.DEFINITIONS.get(i).symbol();
            if (expected.has(symbol)) {
                assertThat(values[i]).as(symbol).isEqualTo(expected.get(symbol).doubleValue());
                found++;
            }
        }
        assertThat(found).isEqualTo(expected.size());
    }

    @Test
    void forecastsAndLevels_agreeWithThePlainImplementation() {
        int forecasts = 0;
        for (JsonNode athlete : vectors.get("cases")) {
            forecasts += check(athlete);
        }
        assertThat(forecasts).isEqualTo(FORECASTS);
    }

    private static int check(JsonNode athlete) {
        LevelParameters p = LevelParameters.DEFAULT;
        JsonNode exercises = athlete.get("exercises");
        JsonNode expected = athlete.get("expected");
        Level[] levels = new Level[exercises.size()];
        int[] next = new int[levels.length];
        for (int k = 0; k < levels.length; k++) {
            levels[k] = new Level();
        }
        Returns returns = new Returns();
        Prediction prediction = new Prediction();
        int forecasts = 0;
        for (JsonNode trained : athlete.get("days")) {
            int day = trained.intValue();
            returns.beginDay(day, p);
            for (int k = 0; k < levels.length; k++) {
                JsonNode seen = exercises.get(k).get(next[k]);
                if (seen == null || seen.get(0).intValue() != day) {
                    continue;
                }
                double y = seen.get(1).doubleValue();
                double z = seen.get(2).doubleValue();
                if (next[k]++ == 0) {
                    LevelFilter.begin(levels[k], day, y, z, p);
                    continue;
                }
                LevelFilter.predict(levels[k], day, z, returns, p, prediction);
                LevelFilter.update(levels[k], day, y, z, prediction, returns, p);
                check(expected.get(forecasts++), k, day, prediction, returns, levels[k]);
            }
            returns.endDay(day);
        }
        assertThat(forecasts).isEqualTo(expected.size());
        return forecasts;
    }

    private static void check(
            JsonNode expected, int exercise, int day, Prediction forecast, Returns returns, Level level) {
        assertThat(expected.get("exercise").intValue()).isEqualTo(exercise);
        assertThat(expected.get("day").intValue()).isEqualTo(day);
        double restDays = expected.get("restDays").doubleValue();
        if (forecast.returnIndex() == Prediction.NONE) {
            assertThat(restDays).isLessThan(LevelParameters.DEFAULT.restDays());
        } else {
            assertThat(returns.restDays(forecast.returnIndex())).isEqualTo((int) restDays);
        }
        close(expected, "caution", forecast.caution());
        close(expected, "effect", forecast.effect());
        close(expected, "forecast", forecast.median());
        close(expected, "variance", forecast.variance());
        close(expected, "halfWidth80", LevelFilter.halfWidth80(forecast.variance(), LevelParameters.DEFAULT));
        close(expected, "level", level.log());
        close(expected, "P", level.variance());
        close(expected, "sigma2", level.noise());
        close(expected, "n", level.noiseWeight());
    }

    private static void close(JsonNode expected, String field, double actual) {
        double value = expected.get(field).doubleValue();
        assertThat(Math.abs(actual - value))
                .as("%s: %s, expected %s", field, actual, value)
                .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(value)));
    }
}
