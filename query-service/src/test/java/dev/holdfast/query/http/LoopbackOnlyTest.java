package dev.holdfast.query.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoopbackOnlyTest {
    @Test
    void check_loopback_starts() {
        assertThatCode(() -> LoopbackOnly.check("127.0.0.1")).doesNotThrowAnyException();
        assertThatCode(() -> LoopbackOnly.check("::1")).doesNotThrowAnyException();
    }

    @Test
    void check_anythingElse_refuses() {
        assertThatThrownBy(() -> LoopbackOnly.check("0.0.0.0")).hasMessageContaining("not loopback");
        assertThatThrownBy(() -> LoopbackOnly.check("192.0.2.7")).hasMessageContaining("192.0.2.7");
    }
}
