package dev.holdfast.command.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.event.TenantId;
import dev.holdfast.formats.ImportOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Outcomes of an import that ended just now, as they are seen on later days. */
class OutcomeRetentionIT {
    private static final TenantId TENANT = new TenantId("iron-works");

    @Test
    void forget_leavesFiguresAndTheOutcomesOfYoungerImports() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        Imports imports = new Imports(
                database.connections(), database.dataSource(), ExerciseCatalogue.standard(), Clock.systemUTC());
        UUID importId = UUID.randomUUID();
        imports.run(
                TENANT,
                importId,
                new ImportOptions(null, null, null, null),
                false,
                new ByteArrayInputStream(
                        "{\"athleteId\":\"a\",\"type\":\"none\"}\n{}\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(forget(database, Duration.ofDays(89))).isZero();
        assertThat(outcomes(database)).isPositive();
        assertThat(forget(database, Duration.ofDays(91))).isPositive();
        assertThat(outcomes(database)).isZero();
        assertThat(Objects.requireNonNull(imports.find(TENANT, importId)).rejected())
                .isEqualTo(2);
    }

    private static long forget(StoreDatabase database, Duration later) throws SQLException {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        // Its thread may be first; either way the outcomes are gone or they are not.
        long before = outcomes(database);
        try (OutcomeRetention retention = new OutcomeRetention(database.dataSource(), Duration.ofDays(90), clock)) {
            retention.forget();
        }
        return before - outcomes(database);
    }

    private static long outcomes(StoreDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet found = connection.createStatement().executeQuery("select count(*) from import_outcome")) {
            found.next();
            return found.getLong(1);
        }
    }
}
