package dev.holdfast.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.bench.harness.Score.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Rounds quick =
            new Rounds(true, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));

    @Test
    void ratio_isMoreThanOne_whereWeAreFasterOrSmaller() {
        assertThat(rate(300).ratioTo(rate(100))).isEqualTo(3);
        assertThat(new Score(50, Unit.BYTES_PER_EVENT).ratioTo(new Score(100, Unit.BYTES_PER_EVENT)))
                .isEqualTo(2);
        assertThatThrownBy(() -> rate(1).ratioTo(new Score(1, Unit.MICROSECONDS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rounds_takeTurns_andWarmUpsDoNotCount() throws Exception {
        List<String> order = new ArrayList<>();
        Iterator<Integer> ours = List.of(1, 10, 20, 30, 80).iterator();
        Comparison comparison = quick.compare(
                        "turns",
                        () -> {
                            order.add("we");
                            return rate(ours.next());
                        },
                        List.of(new Rival("them", 2, () -> {
                            order.add("they");
                            return rate(10);
                        })))
                .getFirst();

        assertThat(order).startsWith("they", "we", "they", "we").hasSize(10);
        assertThat(comparison.ratioMin()).isEqualTo(1);
        assertThat(comparison.ratioMedian()).isEqualTo(2.5);
        assertThat(comparison.ratioMax()).isEqualTo(8);
        assertThat(comparison.reached()).isTrue();
    }

    @Test
    void json_hasTheDocumentedMembers() throws Exception {
        List<Comparison> comparisons =
                quick.compare("one", () -> rate(2), List.of(new Rival("them", 3, () -> rate(1))));

        assertThat(read(Report.json(comparisons))).isEqualTo(read("""
                [{"name":"one","against":"them","ratioMedian":2.0,"ratioMin":2.0,"ratioMax":2.0,"rounds":4,"goal":3.0}]"""));
    }

    private static JsonNode read(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    private static Score rate(double value) {
        return new Score(value, Unit.EVENTS_PER_SECOND);
    }
}
