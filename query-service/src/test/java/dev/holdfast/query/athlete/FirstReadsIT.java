package dev.holdfast.query.athlete;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.servingmodel.ServingModel;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first reads of a process, over a pool of one connection. A read that asked for a second one while it holds the first
 * would let as many callers at once as the pool has connections wait for each other.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FirstReadsIT {
    private static final TenantId TENANT = new TenantId("first-reads");
    private static final AthleteId ATHLETE = new AthleteId("f1");
    private static final Instant BEGIN = Instant.parse("2024-01-01T18:00:00Z");
    private static final Instant MIDDLE = BEGIN.plusSeconds(86_400L * 15);
    private static final Instant END = BEGIN.plusSeconds(86_400L * 30);
    private static boolean seeded;

    @Inject
    PartitionProjector projector;

    @Inject
    ExerciseCatalogue catalogue;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @BeforeEach
    void seed() throws SQLException {
        if (!seeded) {
            new SeededGym(TENANT.value()).trained(ATHLETE.value(), BEGIN, END).project(projector);
            seeded = true;
        }
    }

    @Test
    void everyRead_asTheFirstOfAProcess_takesOneConnectionAtATime() throws SQLException {
        try (AgroalDataSource pool = poolOfOne()) {
            assertThat(reads(pool).now(TENANT, ATHLETE, END).known()).isNotNull();
            assertThat(reads(pool).now(TENANT, ATHLETE, MIDDLE).known()).isNotNull();
            assertThat(reads(pool).at(TENANT, ATHLETE, MIDDLE).known()).isNotNull();
            assertThat(reads(pool).at(TENANT, ATHLETE, MIDDLE, END).known()).isNotNull();
            assertThat(reads(pool).page(TENANT, "", 10, END)).hasSize(1);
            assertThat(reads(pool).checkpoints(TENANT, ATHLETE)).isNotEmpty();
            assertThat(new StateBatchReads(pool, unread(pool)).at(TENANT, List.of(ATHLETE), MIDDLE))
                    .containsOnlyKeys(ATHLETE.value());
        }
    }

    private AthleteReads reads(AgroalDataSource pool) {
        return new AthleteReads(pool, unread(pool));
    }

    /** As in a process that has just started. */
    private ServingModel unread(AgroalDataSource pool) {
        return new ServingModel(pool, catalogue);
    }

    private AgroalDataSource poolOfOne() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(2))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword("")))));
    }
}
