package dev.holdfast.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private final Destinations destinations = new Destinations(false, false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/hook",
                "https://127.1/hook",
                "https://[::1]/hook",
                "https://10.1.2.3/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://198.18.0.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[fe80::1]/",
                "https://[fc00::1]/",
                "https://[fd12:3456::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[2002:a00:1::]/",
                "https://[2001:0:a00:1::]/",
                "https://localhost/"
            })
    void resolve_privateAddress_isRefusedWithIt(String url) {
        assertThatThrownBy(() -> destinations.resolve(url))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "ftp://example.org/",
                "https://",
                "https://user:pass@example.org/",
                "a b",
                ""
            })
    void resolve_otherThanHttps_isRefused(String url) {
        assertThatThrownBy(() -> destinations.resolve(url))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("https://host/path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"})
    void isPublic_addressOfTheInternet(String address) throws UnknownHostException {
        assertThat(Destinations.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void resolve_publicAddress_isTheOneToConnectTo() {
        Destinations.Destination destination = destinations.resolve("https://1.1.1.1/hook?a=b");

        assertThat(destination.address().getAddress().getHostAddress()).isEqualTo("1.1.1.1");
        assertThat(destination.address().getPort()).isEqualTo(443);
        assertThat(destination.tls()).isTrue();
    }
}
