package dev.holdfast.deploy.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** One Kafka broker, its own controller, on the loopback interface, whose logs stay in a folder. */
public final class EmbeddedKafkaBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker over the logs in {@code folder}, formatted anew when there are none.
     *
     * @param controllerPort a second port; the same at every start over one folder, since the quorum remembers it
     */
    public static EmbeddedKafkaBroker start(Path folder, int port, int controllerPort) throws IOException {
        return start(folder, port, controllerPort, Duration.ZERO);
    }

    /**
     * As {@link #start(Path, int, int)}, for consumers that begin together.
     *
     * @param groupWait how long the first consumer of a group waits for others: without it that one takes every partition
     *     and gives some up at the next one's heartbeat, seconds later
     */
    public static EmbeddedKafkaBroker start(Path folder, int port, int controllerPort, Duration groupWait)
            throws IOException {
        Files.createDirectories(folder);
        Path settings = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(settings)) {
            settings(folder, port, controllerPort, groupWait).store(writer, null);
        }
        Path clusterId = folder.resolve("cluster.id");
        if (!Files.exists(clusterId)) {
            Files.writeString(clusterId, Uuid.randomUuid().toString());
        }
        format(settings, Files.readString(clusterId).trim());
        KafkaRaftServer server = new KafkaRaftServer(
                new KafkaConfig(settings(folder, port, controllerPort, groupWait), false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafkaBroker(server, port);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties settings(Path folder, int port, int controllerPort, Duration groupWait) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("log.dirs", folder.resolve("logs").toAbsolutePath().toString());
        // One broker holds the only replica of everything.
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("group.initial.rebalance.delay.ms", Long.toString(groupWait.toMillis()));
        p.setProperty("auto.create.topics.enable", "false");
        // Small machines: the default dedupe buffer alone is 128 MiB.
        p.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
        return p;
    }

    private static void format(Path settings, String clusterId) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = StorageTool.execute(
                new String[] {"format", "--standalone", "--ignore-formatted", "-t", clusterId, "-c", settings.toString()
                },
                new PrintStream(out, true, StandardCharsets.UTF_8));
        if (exit != 0) {
            throw new IOException(
                    "cannot format Kafka's folder: exit=" + exit + ": " + out.toString(StandardCharsets.UTF_8));
        }
    }
}
