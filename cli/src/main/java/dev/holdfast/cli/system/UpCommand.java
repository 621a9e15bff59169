package dev.holdfast.cli.system;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the standalone system until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start PostgreSQL, Kafka and both services, and keep them running until Ctrl-C.",
            "Data stay in ./data (HOLDFAST_DATA); ports: HOLDFAST_PG_PORT 54330, HOLDFAST_KAFKA_PORT 39092,",
            "HOLDFAST_COMMAND_PORT 8081, HOLDFAST_QUERY_PORT 8082."
        })
public final class UpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        try (StandaloneSystem system = StandaloneSystem.launch()) {
            return system.awaitEnd();
        }
    }
}
