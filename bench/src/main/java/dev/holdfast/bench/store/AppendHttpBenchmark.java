package dev.holdfast.bench.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Callers;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.HttpConnection;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.harness.ServiceProcess;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.bench.workload.SessionStock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Decides whether HTTP, JSON and the decision together cost at most as much again as the bare insert. */
public final class AppendHttpBenchmark implements Benchmark {
    /** Of each side; with fewer, the framework on both sides is still being compiled in the last round. */
    private static final int WARM_UPS = 4;

    private static final int CONNECTIONS = 64;
    private static final double GOAL = 0.5;
    private static final int BODIES = 1_024;

    @Override
    public String name() {
        return "append-http";
    }

    @Override
    public String purpose() {
        return "HTTP POST of one session, 64 connections, durable, against the plain JDBC insert";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        BlockingQueue<HttpConnection> connections = new ArrayBlockingQueue<>(CONNECTIONS);
        try (BenchDatabase database = BenchDatabase.start();
                HikariDataSource pool = database.pool(2);
                PlainInserts plain = new PlainInserts(database);
                ServiceProcess service = ServiceProcess.start("command-service", database)) {
            SessionStock stock = new SessionStock();
            List<byte[]> sessionBodies = bodies(stock);
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(new HttpConnection(service.port(), GeneratedSessions.TENANT.value()));
            }
            Contender ours = () -> {
                database.emptyStore(pool);
                BenchDatabase.settle(pool);
                return Callers.rate(CONNECTIONS, rounds.window(), Score.Unit.EVENTS_PER_SECOND, number -> {
                    HttpConnection connection = connections.take();
                    connection.post(
                            "/v1/athletes/" + SessionStock.athlete(number) + "/sessions",
                            sessionBodies.get((int) (number % BODIES)),
                            201);
                    connections.add(connection);
                });
            };
            Contender jdbc = () -> {
                plain.empty();
                BenchDatabase.settle(pool);
                return Callers.rate(
                        CONNECTIONS,
                        rounds.window(),
                        Score.Unit.EVENTS_PER_SECOND,
                        number -> plain.insert(
                                SessionStock.athlete(number), stock.occurredAt(number), stock.payload(number)));
            };
            try {
                return rounds.compare(name(), ours, List.of(new Rival("plain JDBC insert", GOAL, jdbc)), WARM_UPS);
            } finally {
                for (HttpConnection connection : connections) {
                    connection.close();
                }
            }
        }
    }

    private static List<byte[]> bodies(SessionStock stock) throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            ObjectNode body = GeneratedSessions.JSON.createObjectNode();
            body.put("occurredAt", stock.occurredAt(i).toString());
            body.setAll((ObjectNode) GeneratedSessions.JSON.valueToTree(stock.session(i)));
            bodies.add(GeneratedSessions.JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }
}
