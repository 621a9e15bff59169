package dev.holdfast.kit.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackOnlyTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void loopback_isAllowed(String host) {
        assertThatCode(() -> LoopbackOnly.check(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void otherAddresses_areRefused(String host) {
        assertThatThrownBy(() -> LoopbackOnly.check(host))
                .hasMessageContaining("quarkus.http.host=" + host)
                .hasMessageContaining("127.0.0.1");
    }
}
