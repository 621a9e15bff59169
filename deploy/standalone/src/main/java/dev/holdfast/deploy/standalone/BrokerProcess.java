package dev.holdfast.deploy.standalone;

import dev.holdfast.deploy.embedded.EmbeddedKafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The broker as a process of its own, so that its death is nobody else's. Arguments: folder, port, controller port. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Logger.getLogger("").setLevel(Level.WARNING);
        EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        new CountDownLatch(1).await();
    }
}
