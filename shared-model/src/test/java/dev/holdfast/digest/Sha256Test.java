package dev.holdfast.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class Sha256Test {
    /** From FIPS 180-2, appendix B.1. */
    @Test
    void isTheStandardsOne() {
        assertThat(Sha256.hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256.hex("abc", 3)).isEqualTo("ba7816");
    }

    @Test
    void aDigestInWorkDoesNotTouchAnotherOne() {
        MessageDigest first = Sha256.begin();
        first.update("something else".getBytes(StandardCharsets.UTF_8));

        assertThat(Sha256.begin().digest("abc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Sha256.of("abc".getBytes(StandardCharsets.UTF_8)));
        assertThat(Sha256.hex("abc")).startsWith("ba7816bf");
    }
}
