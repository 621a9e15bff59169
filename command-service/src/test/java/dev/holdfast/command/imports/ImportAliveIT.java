package dev.holdfast.command.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.imports.format.ImportOptions;
import dev.holdfast.event.TenantId;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An import as another process sees it. */
class ImportAliveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TenantId TENANT = new TenantId("iron-works");

    @Test
    void find_askedOfAnotherProcess_saysRunningWhileItRunsAndDoneAfter() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        Imports one = new Imports(database.connections(), Clock.systemUTC());
        Imports other = new Imports(database.connections(), Clock.systemUTC());
        UUID importId = UUID.randomUUID();
        try (PipedOutputStream sender = new PipedOutputStream();
                PipedInputStream body = new PipedInputStream(sender, 1 << 16)) {
            sender.write(line(1));
            sender.flush();
            CompletableFuture<ImportReport> running = CompletableFuture.supplyAsync(() ->
                    one.run(TENANT, importId, ImportOptions.parse("ndjson", null, null, null), false, body));
            await().atMost(PATIENCE).until(() -> other.find(TENANT, importId) != null);
            assertThat(status(other, importId)).isEqualTo("running");
            sender.write(line(2));
            sender.close();
            running.join();
            assertThat(status(other, importId)).isEqualTo("done");
        }
    }

    @Test
    void find_ofAnImportWhoseProcessHasEnded_saysFailed() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        UUID importId = UUID.randomUUID();
        try (var connection = database.dataSource().getConnection()) {
            ImportSql.begin(
                    connection, TENANT, ImportReport.begun(importId, "ndjson", null, false, Clock.systemUTC().instant()));
        }
        assertThat(status(new Imports(database.connections(), Clock.systemUTC()), importId))
                .isEqualTo("failed");
    }

    private static String status(Imports imports, UUID importId) {
        return Objects.requireNonNull(imports.find(TENANT, importId)).status();
    }

    private static byte[] line(int day) {
        return """
                {"athleteId":"a","type":"SessionLogged","occurredAt":"2026-01-0%dT18:00:00Z","durationMinutes":60,"sessionRpe":7}
                """.formatted(day).getBytes(StandardCharsets.UTF_8);
    }
}
