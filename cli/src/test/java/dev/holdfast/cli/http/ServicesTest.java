package dev.holdfast.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.client.commands.PublisherApi;
import dev.holdfast.client.queries.ApiClient;
import dev.holdfast.client.queries.ApiException;
import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private static final String PROBLEM = """
            {"title":"A value is not allowed","status":%d,"detail":"%s","field":"at","value":"yesterday",
             "remedy":"give an RFC 3339 time"}""";

    @Test
    void aRefusedValue_isUsage_andSaidOnce() {
        String problem = PROBLEM.formatted(400, "at=yesterday: give an RFC 3339 time");

        assertThatThrownBy(() -> Services.answer(() -> refuse(400, problem)))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("query-service refused: status=400: at=yesterday: give an RFC 3339 time");
    }

    @Test
    void aDetailWithoutValueAndRemedy_getsBoth() {
        assertThat(Services.refusal("query-service", 400, PROBLEM.formatted(400, "out of range")))
                .isEqualTo("query-service refused: status=400: at=yesterday: out of range: give an RFC 3339 time");
    }

    @Test
    void anyOtherRefusal_isRefused_whateverItsBody() {
        assertThatThrownBy(() -> Services.answer(() -> refuse(503, "<html>")))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessage("query-service refused: status=503");
        assertThat(Services.refusal("query-service", 502, null)).isEqualTo("query-service refused: status=502");
    }

    @Test
    void nobodyListening_isUnreachable_withTheRemedy() throws IOException {
        dev.holdfast.client.commands.ApiClient client = Services.commands();
        client.updateBaseUri("http://127.0.0.1:" + freePort());

        assertThatThrownBy(() -> Services.answer(new PublisherApi(client)::getPublisherProgress))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
                .hasMessageContainingAll("cannot reach command-service", "./holdfast up", "HOLDFAST_COMMAND_PORT");
    }

    @Test
    void aPortThatIsNone_isNamedWithItsRemedy() {
        assertThat(Services.port("PORT", "8081")).isEqualTo(8081);
        for (String wrong : new String[] {"abc", "0", "99999", "-1"}) {
            assertThatThrownBy(() -> Services.port("PORT", wrong))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("PORT=" + wrong + ": give a port from 1 to 65535");
        }
    }

    private static ApiClient refuse(int status, String body) throws ApiException {
        throw new ApiException(status, "refused", null, body);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
