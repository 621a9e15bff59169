package dev.holdfast.deploy.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the system lives and which ports it takes.
 *
 * @param home the folder that holds the built modules
 * @param data everything that is kept across restarts
 */
record Settings(Path home, Path data, Map<PortName, Integer> ports) {
    static final String HOME_PROPERTY = "holdfast.home";

    /** The ports, each with the environment variable that moves it. */
    enum PortName {
        POSTGRES("HOLDFAST_PG_PORT", 54330),
        KAFKA("HOLDFAST_KAFKA_PORT", 39092),
        KAFKA_CONTROLLER("HOLDFAST_KAFKA_CONTROLLER_PORT", 39093),
        COMMAND("HOLDFAST_COMMAND_PORT", 8081),
        QUERY("HOLDFAST_QUERY_PORT", 8082);

        final String variable;
        final int standard;

        PortName(String variable, int standard) {
            this.variable = variable;
            this.standard = standard;
        }
    }

    Settings {
        ports = Map.copyOf(ports);
    }

    static Settings of(Map<String, String> environment, Path home) throws StartException {
        Map<PortName, Integer> ports = new LinkedHashMap<>();
        for (PortName name : PortName.values()) {
            int standard = name == PortName.KAFKA_CONTROLLER && ports.containsKey(PortName.KAFKA)
                    ? Math.min(ports.getOrDefault(PortName.KAFKA, name.standard) + 1, 65_535)
                    : name.standard;
            ports.put(name, port(name, environment.get(name.variable), standard));
        }
        String data = environment.getOrDefault("HOLDFAST_DATA", "");
        Path folder = data.isBlank() ? home.resolve("data") : Path.of(data);
        return new Settings(
                home.toAbsolutePath().normalize(), folder.toAbsolutePath().normalize(), ports);
    }

    int port(PortName name) {
        return ports.getOrDefault(name, name.standard);
    }

    Settings with(PortName name, int port) {
        Map<PortName, Integer> changed = new LinkedHashMap<>(ports);
        changed.put(name, port);
        return new Settings(home, data, changed);
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path run() {
        return data.resolve("run");
    }

    String commandUrl() {
        return "http://127.0.0.1:" + port(PortName.COMMAND);
    }

    String queryUrl() {
        return "http://127.0.0.1:" + port(PortName.QUERY);
    }

    /** The service's packaged jar. */
    Path serviceJar(String service) throws StartException {
        Path jar = home.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new StartException(
                    "cannot start " + service + ": jar=" + jar + " is missing: run ./holdfast up, which builds it");
        }
        return jar;
    }

    private static int port(PortName name, @org.jspecify.annotations.Nullable String value, int standard)
            throws StartException {
        if (value == null || value.isBlank()) {
            return standard;
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new StartException(
                "cannot read a port: " + name.variable + "=" + value + ": give a number from 1 to 65535");
    }
}
