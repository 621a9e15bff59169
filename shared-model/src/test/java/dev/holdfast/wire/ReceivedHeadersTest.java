package dev.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.timeline.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceivedHeadersTest {
    private static final byte[] VALUE = {};
    private static final OffsetDateTime AT = OffsetDateTime.parse("2026-03-02T18:00:00.5+01:00");
    private static final RecordedEvent EVENT = new RecordedEvent(
            42,
            new UUID(1, 2),
            new TenantId("iron-works"),
            new AthleteId("a7"),
            AT,
            AT.plusHours(1).toInstant(),
            new EventKey("gym", "m-1"),
            new TrainingEvent.TrainingPaused(false, null));

    /** A record's headers that remember which of them were looked at. */
    private static final class Lying implements ReceivedHeaders.Source {
        private final List<Map.Entry<String, String>> all;
        private final Set<String> read = new HashSet<>();

        Lying(List<Map.Entry<String, String>> all) {
            this.all = all;
        }

        @Override
        public int count() {
            return all.size();
        }

        @Override
        public String name(int place) {
            read.add(all.get(place).getKey());
            return all.get(place).getKey();
        }

        @Override
        public byte @Nullable [] value(int place) {
            return all.get(place).getValue().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static List<Map.Entry<String, String>> written() {
        return new ArrayList<>(TrainingEventHeaders.of(EVENT, 41).entrySet());
    }

    private static EncodedEvent readOneByOne() {
        ReceivedHeaders headers = new ReceivedHeaders();
        written().forEach(each -> headers.add(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8)));
        return EncodedEvent.of(headers, VALUE);
    }

    @Test
    void ofReplay_headersAsWritten_readsOnlyWhatItNeeds() {
        Lying headers = new Lying(written());

        assertThat(EncodedEvent.of(ReceivedHeaders.ofReplay(headers), VALUE)).isEqualTo(readOneByOne());
        assertThat(headers.read)
                .hasSize(7)
                .doesNotContain(TrainingEventHeaders.ID, TrainingEventHeaders.TENANT, TrainingEventHeaders.ATHLETE);
    }

    @Test
    void ofReplay_headersInAnyOrderAndNumber_isTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Map.Entry<String, String>> all = written();
            if (round % 2 == 0) {
                all.add(Map.entry("traceparent", "00-1"));
            }
            Collections.shuffle(all, random);

            ReceivedHeaders headers = ReceivedHeaders.ofReplay(new Lying(all));

            assertThat(EncodedEvent.of(headers, VALUE)).isEqualTo(readOneByOne());
            assertThat(headers.previousPosition()).isEqualTo(41);
        }
    }

    @Test
    void ofReplay_headerMissing_namesIt() {
        List<Map.Entry<String, String>> all = written();
        all.removeIf(each -> each.getKey().equals(TrainingEventHeaders.RECORDED));

        assertThatThrownBy(() -> EncodedEvent.of(ReceivedHeaders.ofReplay(new Lying(all)), VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ce_recordedtime");
    }
}
