package dev.holdfast.bench.projection;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.BenchDatabase;
import dev.holdfast.bench.Migrations;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.query.projection.Rebuild;
import dev.holdfast.timeline.AthleteFold;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.sql.SQLException;

/** A store full of lives, and read tables that a rebuild has filled from it. */
public final class ReadTables {
    private static final int CONNECTIONS = 4;

    private ReadTables() {}

    /** Fills both databases, which may be one. */
    public static void fill(String storeUrl, String readUrl, Lives lives, long events)
            throws SQLException, IOException {
        Migrations.READ.apply(readUrl);
        try (HikariDataSource pool = BenchDatabase.pool(storeUrl, 1)) {
            StoreFill.events(pool, lives, 0, events);
        }
        AthleteFold fold = AthleteFold.standard();
        try (AgroalDataSource reads = BenchDatabase.agroal(readUrl, CONNECTIONS);
                AgroalDataSource store = BenchDatabase.agroal(storeUrl, CONNECTIONS)) {
            Rebuild.Report report =
                    new Rebuild(reads, store, fold, ModelIdentity.of(fold)).run((done, all) -> {});
            if (report.events() != events) {
                throw new IllegalStateException("not everything was rebuilt: " + report);
            }
        }
        try (HikariDataSource pool = BenchDatabase.pool(readUrl, 1)) {
            BenchDatabase.execute(pool, "vacuum analyze", "checkpoint");
        }
    }
}
