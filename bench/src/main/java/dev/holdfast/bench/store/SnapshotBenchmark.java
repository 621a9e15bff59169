package dev.holdfast.bench.store;

import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Callers;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.SessionStock;
import dev.holdfast.kit.postgres.Transaction;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

/** What appends lose while somebody holds a snapshot, as a dump of the database does for as long as it takes. */
public final class SnapshotBenchmark implements Benchmark {
    private static final int WARM_UPS = 2;

    /** Few, so that there are many groups: each leaves a version of the head that the snapshot keeps. */
    private static final int CALLERS = 4;

    private static final double GOAL = 0.9;

    @Override
    public String name() {
        return "append-beside-a-snapshot";
    }

    @Override
    public String purpose() {
        return "sessions of 4 callers, durable, while a transaction holds a snapshot; against the same without one";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        try (BenchDatabase database = BenchDatabase.start();
                OurStore ours = new OurStore(database)) {
            SessionStock stock = new SessionStock();
            Contender alone = () -> {
                empty(ours);
                return log(ours, rounds, stock);
            };
            Contender beside = () -> {
                empty(ours);
                try (Connection connection = ours.pool().getConnection();
                        Transaction snapshot = Transaction.begin(connection);
                        Statement statement = connection.createStatement()) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    statement.execute("select count(*) from event_seal");
                    Score score = log(ours, rounds, stock);
                    snapshot.rollback();
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                    return score;
                }
            };
            return rounds.compare(name(), beside, List.of(new Rival("no snapshot", GOAL, alone)), WARM_UPS);
        }
    }

    private static void empty(OurStore ours) throws Exception {
        ours.empty();
        BenchDatabase.settle(ours.pool());
    }

    private static Score log(OurStore ours, Rounds rounds, SessionStock stock) throws Exception {
        return Callers.rate(CALLERS, rounds.window(), Score.Unit.EVENTS_PER_SECOND, number -> {
            long n = number + SessionStock.ATHLETES;
            ours.log(SessionStock.athlete(n), stock.occurredAt(n), stock.session(n));
        });
    }
}
