package dev.holdfast.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {
    @Test
    void id_header_isTheTenant() {
        assertThat(new Tenant(" iron-works ").id().value()).isEqualTo("iron-works");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void id_noHeader_saysWhichToSend(@Nullable String header) {
        assertThatThrownBy(() -> new Tenant(header).id()).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().field()).isEqualTo(Tenant.HEADER);
            assertThat(e.problem().remedy()).contains("Holdfast-Tenant: iron-works");
        });
    }

    @Test
    void id_noPossibleTenant_isAnInvalidValue() {
        assertThatThrownBy(() -> new Tenant("Iron Works").id()).isInstanceOf(InvalidValueException.class);
    }
}
