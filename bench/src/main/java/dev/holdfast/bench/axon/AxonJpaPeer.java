package dev.holdfast.bench.axon;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.hibernate.cfg.Configuration;

/** An application that logs sessions through Axon's command gateway into Axon's own JPA engine. */
public final class AxonJpaPeer implements AutoCloseable {
    /** More than the ten that its guide starts with, and as many as our own service reads with. */
    private static final int CONNECTIONS = 16;

    public static final String TABLE = "aggregate_event_entry";

    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final AxonConfiguration axon;
    private final CommandGateway commands;

    public AxonJpaPeer(BenchDatabase database) {
        pool = database.pool(CONNECTIONS);
        factory = new Configuration()
                .addAnnotatedClass(AggregateEventEntry.class)
                .setPhysicalNamingStrategy(new org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl())
                .setProperty("hibernate.dialect", PostgresByteaDialect.class.getName())
                .setProperty("hibernate.hbm2ddl.auto", "update")
                .buildSessionFactory(new org.hibernate.boot.registry.StandardServiceRegistryBuilder()
                        .applySetting("hibernate.connection.datasource", pool)
                        .applySetting("hibernate.dialect", PostgresByteaDialect.class.getName())
                        .applySetting("hibernate.hbm2ddl.auto", "update")
                        .build());
        EntityManagerTransactions transactions = new EntityManagerTransactions(factory);
        axon = EventSourcingConfigurer.create()
                .registerEventStorageEngine(configuration -> new AggregateBasedJpaEventStorageEngine(
                        transactions,
                        transactions,
                        new DelegatingEventConverter(new JacksonConverter()),
                        settings -> settings))
                .registerEntity(EventSourcedEntityModule.autodetected(String.class, GymAthlete.class))
                .start();
        commands = axon.getComponent(CommandGateway.class);
    }

    /** Returns once the session is durable. */
    public void log(String athlete, SessionLogged session) {
        commands.sendAndWait(new GymAthlete.LogSession(athlete, session));
    }

    public void empty() throws SQLException {
        BenchDatabase.execute(pool, "truncate " + TABLE);
    }

    public HikariDataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        axon.shutdown();
        factory.close();
        pool.close();
    }
}
