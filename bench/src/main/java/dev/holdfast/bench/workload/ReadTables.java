package dev.holdfast.bench.workload;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Migrations;
import dev.holdfast.query.rebuild.RebuildEngine;
import dev.holdfast.query.rebuild.RebuildOptions;
import dev.holdfast.query.rebuild.RebuildProgress;
import dev.holdfast.query.rebuild.RebuildReport;
import dev.holdfast.timeline.AthleteFold;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.sql.SQLException;

/** A store full of lives, and read tables that a rebuild has filled from it. */
public final class ReadTables {
    private static final int CONNECTIONS = 16;

    private ReadTables() {}

    /** Fills both databases, which may be one. */
    public static void fill(String storeUrl, String readUrl, RecordedLives lives, long events)
            throws SQLException, IOException {
        Migrations.READ.apply(readUrl);
        try (HikariDataSource pool = BenchDatabase.pool(storeUrl, 1)) {
            StoreFill.events(pool, lives, 0, events);
        }
        try (AgroalDataSource reads = BenchDatabase.agroal(readUrl, CONNECTIONS);
                AgroalDataSource store = BenchDatabase.agroal(storeUrl, CONNECTIONS)) {
            rebuild(store, reads, RebuildOptions.Source.EVENTS, events);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while filling", e);
        }
        try (HikariDataSource pool = BenchDatabase.pool(readUrl, 1)) {
            BenchDatabase.execute(pool, "vacuum analyze", "checkpoint");
        }
    }

    /** Builds the read tables again from all of the store's events. */
    public static RebuildReport rebuild(
            AgroalDataSource store, AgroalDataSource reads, RebuildOptions.Source source, long events)
            throws SQLException, IOException, InterruptedException {
        RebuildReport report = new RebuildEngine(store, reads, AthleteFold.standard(), RebuildOptions.of(source))
                .run(new RebuildProgress());
        if (report.events() != events) {
            throw new IllegalStateException("not everything was rebuilt: " + report);
        }
        return report;
    }
}
