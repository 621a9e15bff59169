package dev.holdfast.command.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.event.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An import as another process sees it. */
class ImportAliveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TenantId TENANT = new TenantId("iron-works");

    @Test
    void find_askedOfAnotherProcess_saysRunningAsLongAsItsConnectionLives() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        UUID importId = UUID.randomUUID();
        Imports other = new Imports(
                database.connections(), database.dataSource(), ExerciseCatalogue.standard(), Clock.systemUTC());
        try (ImportConnection running = new ImportConnection(database.connections(), importId, false)) {
            ImportSql.begin(running.get(), TENANT, begun(importId));
            running.transaction().commit();
            assertThat(status(other, importId)).isEqualTo("running");
        }
        await().atMost(PATIENCE).until(() -> status(other, importId).equals("failed"));
    }

    @Test
    void find_ofAnImportWhoseProcessHasEnded_saysFailed() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        UUID importId = UUID.randomUUID();
        try (var connection = database.dataSource().getConnection()) {
            ImportSql.begin(connection, TENANT, begun(importId));
        }
        assertThat(status(
                        new Imports(
                                database.connections(),
                                database.dataSource(),
                                ExerciseCatalogue.standard(),
                                Clock.systemUTC()),
                        importId))
                .isEqualTo("failed");
    }

    private static String status(Imports imports, UUID importId) {
        return Objects.requireNonNull(imports.find(TENANT, importId)).status();
    }

    private static ImportReport begun(UUID importId) {
        return ImportReport.begun(
                importId, "ndjson", null, false, Clock.systemUTC().instant());
    }
}
