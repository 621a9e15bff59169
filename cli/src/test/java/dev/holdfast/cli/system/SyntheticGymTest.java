package dev.holdfast.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticGymTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate TWO_YEARS_LATER = SyntheticGym.OPENING.plusYears(2);

    @Test
    void everyEvent_isMarkedSynthetic_andHasItsOwnKey() throws IOException {
        Set<String> keys = new HashSet<>();
        Set<String> members = new HashSet<>();
        for (String line : SyntheticGym.lines(TWO_YEARS_LATER)) {
            JsonNode event = JSON.readTree(line);
            assertThat(event.path("source").asText()).isEqualTo("synthetic");
            assertThat(keys.add(event.path("sourceEventId").asText())).as(line).isTrue();
            members.add(event.path("athleteId").asText());
        }
        assertThat(members).hasSize(SyntheticGym.MEMBERS);
    }

    @Test
    void membersPauseAndReturn() {
        List<String> lines = SyntheticGym.lines(TWO_YEARS_LATER);
        assertThat(lines).hasSizeGreaterThan(3_000);
        assertThat(lines.stream().filter(line -> line.contains("TrainingPaused")))
                .hasSizeGreaterThan(20);
    }

    @Test
    void aLaterDay_onlyAddsEvents() {
        List<String> lines = SyntheticGym.lines(TWO_YEARS_LATER);
        List<String> later = SyntheticGym.lines(TWO_YEARS_LATER.plusDays(30));
        assertThat(later).containsAll(lines).hasSizeGreaterThan(lines.size());
    }
}
