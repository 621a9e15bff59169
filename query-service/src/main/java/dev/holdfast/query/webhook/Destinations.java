package dev.holdfast.query.webhook;

import dev.holdfast.event.InvalidValueException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where deliveries may go. A tenant gives the address, and this service sits inside somebody's network: addresses that
 * only make sense there are refused. Every delivery looks again and connects to the very address that was looked at, so a
 * name that later points inwards gains nothing.
 */
@ApplicationScoped
public class Destinations {
    private static final int URL_LENGTH_MAX = 2_000;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int PORT_MAX = 65_535;

    private final boolean privateAllowed;
    private final boolean plainAllowed;

    public Destinations(
            @ConfigProperty(name = "holdfast.webhooks.private-destinations", defaultValue = "false")
                    boolean privateAllowed,
            @ConfigProperty(name = "holdfast.webhooks.plain-http", defaultValue = "false") boolean plainAllowed) {
        this.privateAllowed = privateAllowed;
        this.plainAllowed = plainAllowed;
    }

    /** @param address checked: connect to this one and no other */
    public record Destination(URI uri, boolean tls, InetSocketAddress address) {}

    /** @throws InvalidValueException when {@code url} is no allowed destination, or its host has no address now */
    public Destination resolve(String url) {
        URI uri = parse(url);
        boolean tls = "https".equals(scheme(uri));
        int port = uri.getPort() == -1 ? (tls ? HTTPS_PORT : HTTP_PORT) : uri.getPort();
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException e) {
            throw new InvalidValueException("url", url, "give a host that has an address; this one has none");
        }
        for (InetAddress address : addresses) {
            if (!privateAllowed && !isPublic(address)) {
                throw new InvalidValueException(
                        "url", url, "give a public address; this one leads to " + address.getHostAddress());
            }
        }
        return new Destination(uri, tls, new InetSocketAddress(addresses[0], port));
    }

    private URI parse(String url) {
        if (url.length() > URL_LENGTH_MAX) {
            throw new InvalidValueException("url", url, "give at most " + URL_LENGTH_MAX + " characters");
        }
        try {
            URI uri = new URI(url);
            boolean known = "https".equals(scheme(uri)) || plainAllowed && "http".equals(scheme(uri));
            if (known
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= PORT_MAX) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Falls through to the same answer.
        }
        throw new InvalidValueException(
                "url", url, "give https://host/path with a port up to 65535, without user and password");
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Whether the address is one of the public Internet (RFC 6890's special-purpose registries say which are not). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean thisNetwork = first == 0;
            boolean sharedByCarriers = first == 100 && second >= 64 && second < 128;
            boolean protocols = first == 192 && second == 0 && (b[2] == 0 || b[2] == 2);
            boolean benchmarks = first == 198 && (second == 18 || second == 19);
            boolean documentation =
                    first == 198 && second == 51 && b[2] == 100 || first == 203 && second == 0 && b[2] == 113;
            boolean reserved = first >= 240;
            return !(thisNetwork || sharedByCarriers || protocols || benchmarks || documentation || reserved);
        }
        // Only 2000::/3 is global unicast; within it Teredo and 6to4 carry an IPv4 address that nobody has checked.
        boolean global = first >= 0x20 && first < 0x40;
        boolean teredoOrDocumentation = first == 0x20 && second == 0x01 && b[2] == 0 && b[3] == 0
                || first == 0x20 && second == 0x01 && b[2] == 0x0d && (b[3] & 0xff) == 0xb8;
        boolean sixToFour = first == 0x20 && second == 0x02;
        return global && !teredoOrDocumentation && !sixToFour;
    }
}
