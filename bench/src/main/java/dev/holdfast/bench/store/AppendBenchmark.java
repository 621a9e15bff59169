package dev.holdfast.bench.store;

import dev.holdfast.bench.axon.AxonJpaPeer;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Callers;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.SessionStock;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Decides whether group commit wins back what the framework and gap-free positions cost, and whether the framework costs so
 * much that the command side should do without it.
 */
public final class AppendBenchmark implements Benchmark {
    /** Of each side; with fewer, the framework on both sides is still being compiled in the last round. */
    private static final int WARM_UPS = 4;

    private static final int CALLERS = 64;
    private static final double GOAL_JPA = 15;
    private static final double GOAL_PLAIN = 1;
    /** Below it the framework would cost a fifth: docs/adr/axon-on-the-command-side.md. */
    private static final double GOAL_DIRECT = 0.8;

    @Override
    public String name() {
        return "append";
    }

    @Override
    public String purpose() {
        return "sessions through the whole command path, 64 callers, durable; against Axon JPA, plain JDBC,"
                + " and our own path without Axon: the same reads, decider and group commit, called directly";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        try (BenchDatabase database = BenchDatabase.start();
                OurStore ours = new OurStore(database);
                PlainInserts plain = new PlainInserts(database);
                AxonJpaPeer jpa = new AxonJpaPeer(database)) {
            SessionStock stock = new SessionStock();
            Contender we = logging(ours, rounds, stock, ours::log);
            Contender direct = logging(ours, rounds, stock, ours::logDirectly);
            Contender axonJpa = () -> {
                jpa.empty();
                for (int athlete = 0; athlete < SessionStock.ATHLETES; athlete++) {
                    jpa.log(SessionStock.athlete(athlete), stock.session(athlete));
                }
                BenchDatabase.settle(ours.pool());
                return Callers.rate(
                        CALLERS,
                        rounds.window(),
                        Score.Unit.EVENTS_PER_SECOND,
                        number -> jpa.log(SessionStock.athlete(number), stock.session(number)));
            };
            Contender jdbc = () -> {
                plain.empty();
                BenchDatabase.settle(ours.pool());
                return Callers.rate(
                        CALLERS,
                        rounds.window(),
                        Score.Unit.EVENTS_PER_SECOND,
                        number -> plain.insert(
                                SessionStock.athlete(number), stock.occurredAt(number), stock.payload(number)));
            };
            return rounds.compare(
                    name(),
                    we,
                    List.of(
                            new Rival("our own path without Axon", GOAL_DIRECT, direct),
                            new Rival("Axon JPA engine", GOAL_JPA, axonJpa),
                            new Rival("plain JDBC insert", GOAL_PLAIN, jdbc)),
                    WARM_UPS);
        }
    }

    /** One way to log a session. */
    private interface Log {
        void take(String athlete, OffsetDateTime occurredAt, SessionLogged session);
    }

    /** Callers who log sessions of athletes who have begun to train. */
    private static Contender logging(OurStore ours, Rounds rounds, SessionStock stock, Log log) {
        return () -> {
            ours.empty();
            for (int athlete = 0; athlete < SessionStock.ATHLETES; athlete++) {
                log.take(SessionStock.athlete(athlete), stock.occurredAt(athlete), stock.session(athlete));
            }
            BenchDatabase.settle(ours.pool());
            return Callers.rate(CALLERS, rounds.window(), Score.Unit.EVENTS_PER_SECOND, number -> {
                long n = number + SessionStock.ATHLETES;
                log.take(SessionStock.athlete(n), stock.occurredAt(n), stock.session(n));
            });
        };
    }
}
