package dev.holdfast.kit.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Until there is authentication, nobody but this machine may ask: the service does not start on any other address. */
@ApplicationScoped
public class LoopbackOnly {
    private final String host;

    public LoopbackOnly(@ConfigProperty(name = "quarkus.http.host") String host) {
        this.host = host;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        check(host);
    }

    static void check(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    throw new IllegalStateException(
                            "refusing to listen: quarkus.http.host=%s is not loopback; set it to 127.0.0.1, since there is no authentication yet"
                                    .formatted(host));
                }
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "refusing to listen: quarkus.http.host=%s is unknown; set it to 127.0.0.1".formatted(host), e);
        }
    }
}
