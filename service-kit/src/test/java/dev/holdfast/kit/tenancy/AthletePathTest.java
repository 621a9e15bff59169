package dev.holdfast.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AthletePathTest {
    @Test
    void of_itsOwnText_isTheSameAthlete() {
        AthletePath path = AthletePath.of(new TenantId("iron-works"), new AthleteId("a7"));
        assertThat(path).hasToString("iron-works/a7");
        assertThat(AthletePath.of(path.toString())).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "iron-works", "iron-works/", "/a7"})
    void of_aTextThatLacksOne_isNull(String text) {
        assertThat(AthletePath.of(text)).isNull();
    }
}
