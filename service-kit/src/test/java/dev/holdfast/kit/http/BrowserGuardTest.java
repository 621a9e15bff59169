package dev.holdfast.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrowserGuardTest {
    private final BrowserGuard guard =
            new BrowserGuard(Optional.of(List.of("holdfast.example")), Optional.of(List.of("http://localhost:8082")));

    @Test
    void host_ofThisMachineOrConfigured_isServed() {
        for (String host : List.of("localhost:8081", "127.0.0.1:8081", "[::1]:8081", "LOCALHOST", "holdfast.example")) {
            assertThat(guard.refusal(host, null, null, HttpMethod.POST))
                    .as(host)
                    .isNull();
        }
    }

    @Test
    void host_ofAnotherName_isRefusedWhateverTheMethod() {
        for (String host : List.of(
                "evil.example", "evil.example:8081", "localhost.evil.example", "127.0.0.1.nip.io:8081", "[::1")) {
            var refusal = guard.refusal(host, "http://" + host, null, HttpMethod.GET);

            assertThat(refusal).as(host).isNotNull();
            assertThat(refusal.status()).isEqualTo(421);
            assertThat(refusal.value()).isEqualTo(host);
        }
        assertThat(guard.refusal(null, null, null, HttpMethod.GET)).isNotNull();
    }

    @Test
    void change_fromAPageOfAnotherOrigin_isRefused() {
        for (String origin :
                List.of("http://evil.example", "null", "http://localhost:3000", "https://127.0.0.1:9", "::")) {
            assertThat(guard.refusal("127.0.0.1:8081", origin, null, HttpMethod.POST))
                    .as(origin)
                    .isNotNull();
            assertThat(guard.refusal("127.0.0.1:8081", origin, null, HttpMethod.GET))
                    .as(origin)
                    .isNull();
        }
        assertThat(guard.refusal("127.0.0.1:8081", null, "cross-site", HttpMethod.DELETE))
                .isNotNull();
    }

    @Test
    void change_fromItsOwnPagesTheDashboardOrNoPage_isServed() {
        assertThat(guard.refusal("127.0.0.1:8081", "http://127.0.0.1:8081", "same-origin", HttpMethod.POST))
                .isNull();
        assertThat(guard.refusal("127.0.0.1:8081", "http://localhost:8082", "same-site", HttpMethod.POST))
                .isNull();
        assertThat(guard.refusal("127.0.0.1:8081", null, null, HttpMethod.PUT)).isNull();
    }
}
