package dev.holdfast.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.query.AsyncApi;
import dev.holdfast.wire.TrainingEventHeaders;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document names what is really sent. */
class AsyncApiTest {
    private static final Instant AT = Instant.parse("2026-03-01T18:00:00Z");

    @Test
    void trainingEvents_haveTheseHeaders() throws IOException {
        RecordedEvent event = new RecordedEvent(
                7,
                new UUID(1, 2),
                new TenantId("iron-works"),
                new AthleteId("a7"),
                AT.atOffset(ZoneOffset.UTC),
                AT,
                new EventKey("api", "s-1"),
                new TrainingEvent.TrainingPaused(false, null));
        Set<String> sent = TrainingEventHeaders.of(event, 6).keySet();
        String headers = "/components/messages/trainingEvent/headers";
        assertThat(AsyncApi.properties(headers)).containsExactlyElementsOf(sent);
        assertThat(AsyncApi.texts(headers + "/required")).containsExactlyElementsOf(sent);
        assertThat(AsyncApi.at("/components/messages/trainingEvent/contentType").asText())
                .isEqualTo(TrainingEventHeaders.CONTENT_TYPE);
    }

    @Test
    void webhooks_haveTheseFieldsAndTypes() throws IOException {
        String payload = "/components/messages/change/payload";
        for (Message message : List.of(Message.test(AT), Message.forgotten(3, 9))) {
            JsonNode body = new ObjectMapper().readTree(message.body());
            List<String> fields = new ArrayList<>();
            body.fieldNames().forEachRemaining(fields::add);
            assertThat(AsyncApi.properties(payload)).containsExactlyElementsOf(fields);
            assertThat(AsyncApi.texts(payload + "/properties/type/enum"))
                    .contains(body.path("type").asText());
        }
    }
}
