package dev.holdfast.deploy.standalone;

import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.deploy.standalone.Settings.PortName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts PostgreSQL and Kafka, then both services, keeps all of them running, and stops them in the opposite order.
 *
 * <p>Exit codes: 0 stopped as asked, 1 a server could not be kept running or the data folder cannot be used, 5 a port or the data folder is in use.
 */
public final class Standalone {
    private static final int EXIT_LOST = 1;
    private static final int EXIT_IN_USE = 5;

    /** The process that started this one; when it is gone, nobody is left to stop this one. */
    private static final String PARENT_PROPERTY = "holdfast.parent";

    /** For tests of the two servers alone. */
    private static final String SERVICES_PROPERTY = "holdfast.services";

    /** It reports with a stack trace that a killed server cannot be stopped. Held, since loggers are collected. */
    private static final Logger POSTGRES_LOG = Logger.getLogger("io.zonky.test.db.postgres.embedded");

    /** A server that lost threads to a full heap would go on without them; ended whole, it is started again. */
    private static final String EXIT_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    private final Settings settings;
    private final Console console;
    private final Ports ports = new Ports();
    private final List<Supervision> stores = new ArrayList<>();
    private final List<Supervision> services = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger();
    private boolean stopped;

    private Standalone(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Logger.getLogger("").setLevel(Level.SEVERE);
        POSTGRES_LOG.setLevel(Level.OFF);
        Console console = new Console(System.out);
        Path home = Path.of(System.getProperty(Settings.HOME_PROPERTY, "."));
        int exit;
        try {
            Settings settings = Settings.of(System.getenv(), home);
            try (DataLock lock = DataLock.take(settings)) {
                exit = new Standalone(settings, console).run();
            }
        } catch (StartException e) {
            System.err.println(e.getMessage());
            exit = EXIT_IN_USE;
        } catch (IOException e) {
            System.err.println("cannot use the data folder: " + reason(e)
                    + ": set HOLDFAST_DATA to a folder that can be written, on a disk with free space");
            exit = EXIT_LOST;
        }
        // The shutdown hook waits for this thread, so it must not end the process itself on a signal.
        Runtime.getRuntime().halt(exit);
    }

    /** In words: of these two the message is the path alone. */
    private static String reason(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException file -> file.getFile() + " is a file where a folder is needed";
            case AccessDeniedException denied -> denied.getFile() + " may not be written";
            default -> String.valueOf(e.getMessage());
        };
    }

    private int run() throws IOException, InterruptedException, StartException {
        Leftovers.end(settings.run(), console);
        Settings kept = Ports.keepControllerPort(settings);
        Ports.requireFree(kept);
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            end.countDown();
                            try {
                                main.join();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
        watchParent();
        console.say("data=%s", kept.data());
        Thread starting = new Thread(() -> startAll(kept), "start");
        starting.start();
        end.await();
        stopAll();
        starting.join();
        return exitCode.get();
    }

    private void startAll(Settings kept) {
        try {
            startTogether(stores, List.of(new PostgresServer(kept), broker(kept)));
            if (!"none".equals(System.getProperty(SERVICES_PROPERTY))) {
                startTogether(
                        services,
                        List.of(
                                service(kept, "command-service", kept.commandUrl()),
                                service(kept, "query-service", kept.queryUrl())));
            }
            console.say("READY commands %s queries %s", kept.commandUrl(), kept.queryUrl());
        } catch (StartException e) {
            lose(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startTogether(List<Supervision> group, List<Server> servers)
            throws StartException, InterruptedException {
        synchronized (this) {
            if (stopped) {
                return;
            }
            for (Server server : servers) {
                group.add(new Supervision(server, console, this::lose).start());
            }
        }
        for (Supervision supervision : group) {
            supervision.awaitStarted();
        }
    }

    private void lose(String reason) {
        if (end.getCount() > 0) {
            System.err.println(reason);
            exitCode.set(EXIT_LOST);
            end.countDown();
        }
    }

    /** Services first, so that nothing is written while the stores go. */
    private void stopAll() throws InterruptedException {
        console.say("stopping");
        synchronized (this) {
            stopped = true;
            services.forEach(Supervision::expectEnd);
            stores.forEach(Supervision::expectEnd);
        }
        stopTogether(services);
        stopTogether(stores);
        console.say("stopped");
    }

    private static void stopTogether(List<Supervision> group) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Supervision supervision : group) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    supervision.stop();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void watchParent() {
        String pid = System.getProperty(PARENT_PROPERTY);
        if (pid != null) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(end::countDown), end::countDown);
        }
    }

    private Server broker(Settings kept) {
        int port = kept.port(PortName.KAFKA);
        List<String> arguments = List.of(
                "-Xmx384m",
                EXIT_WITHOUT_MEMORY,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                kept.data().resolve("kafka").toString(),
                String.valueOf(port),
                String.valueOf(kept.port(PortName.KAFKA_CONTROLLER)));
        return new JavaServer("kafka", kept, arguments, Map.of(), () -> ports.accepts(port));
    }

    private Server service(Settings kept, String name, String url) throws StartException {
        String postgres = "jdbc:postgresql://127.0.0.1:" + kept.port(PortName.POSTGRES) + "/";
        Map<String, String> environment = Map.of(
                "HOLDFAST_STORE_URL",
                postgres + EmbeddedPostgresServer.STORE_DATABASE,
                "HOLDFAST_READ_URL",
                postgres + EmbeddedPostgresServer.READ_DATABASE,
                "HOLDFAST_PG_USER",
                EmbeddedPostgresServer.USER,
                "HOLDFAST_KAFKA",
                "127.0.0.1:" + kept.port(PortName.KAFKA),
                "HOLDFAST_COMMAND_PORT",
                String.valueOf(kept.port(PortName.COMMAND)),
                "HOLDFAST_QUERY_PORT",
                String.valueOf(kept.port(PortName.QUERY)));
        // A rebuild fills the heap; a collector that stops everything then makes readers wait for a third of a second.
        List<String> arguments = List.of(
                "-Xmx256m",
                EXIT_WITHOUT_MEMORY,
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-jar",
                kept.serviceJar(name).toString());
        return new JavaServer(name, kept, arguments, environment, () -> ports.healthy(url));
    }
}
