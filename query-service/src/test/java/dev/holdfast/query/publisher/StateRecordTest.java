package dev.holdfast.query.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.query.AsyncApi;
import dev.holdfast.query.subscription.StateChange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document names what is really published. */
class StateRecordTest {
    private static final String MESSAGE = "/components/messages/athleteState";

    @Test
    void records_haveTheseHeaders() throws IOException {
        StateChange changed = new StateChange(7, "iron-works", "a7", "{\"athleteId\":\"a7\"}");
        StateChange erased = new StateChange(8, "iron-works", "a7", "{\"athleteId\":\"a7\",\"erased\":true}");
        for (StateChange change : List.of(changed, erased)) {
            Map<String, String> headers = StateRecord.headers(change);
            assertThat(AsyncApi.properties(MESSAGE + "/headers")).containsExactlyElementsOf(headers.keySet());
            assertThat(AsyncApi.texts(MESSAGE + "/headers/required")).containsExactlyElementsOf(headers.keySet());
            assertThat(AsyncApi.texts(MESSAGE + "/headers/properties/ce_type/enum"))
                    .contains(headers.get("ce_type"));
        }
        assertThat(AsyncApi.at(MESSAGE + "/contentType").asText()).isEqualTo(StateRecord.CONTENT_TYPE);
        assertThat(AsyncApi.at("/channels/athleteStates/address").asText()).isEqualTo(AthleteStatesTopic.NAME);
        assertThat(StateRecord.of(changed).key()).asString().isEqualTo("iron-works/a7");
        assertThat(StateRecord.of(erased).value()).isNull();
    }
}
