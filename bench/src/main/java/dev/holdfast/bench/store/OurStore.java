package dev.holdfast.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.command.athlete.AthleteCommand;
import dev.holdfast.command.athlete.Athletes;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreWakeups;
import dev.holdfast.command.eventstore.axon.EventMessages;
import dev.holdfast.command.eventstore.axon.PostgresEventStorageEngine;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.command.eventstore.groupcommit.PhaseReads;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;

/** The command path as command-service wires it, without HTTP. */
public final class OurStore implements AutoCloseable {
    /** As in command-service. */
    private static final int CONNECTIONS = 16;

    private final BenchDatabase database;
    private final HikariDataSource pool;
    private final GroupCommit appends;
    private final PhaseReads phases;
    private final StoreWakeups wakeups;
    private final PostgresEventStorageEngine engine;
    private final Athletes athletes;
    private final DirectPath direct;

    public OurStore(BenchDatabase database) {
        this.database = database;
        pool = database.pool(CONNECTIONS);
        StoreConnections connections = new StoreConnections(database.storeUrl(), EmbeddedPostgresServer.USER, "");
        wakeups = new StoreWakeups(connections);
        appends = new GroupCommit(connections, Clock.systemUTC());
        phases = new PhaseReads(connections, appends);
        engine = new PostgresEventStorageEngine(
                pool,
                appends,
                phases,
                wakeups,
                new EventMessages(new DelegatingEventConverter(new JacksonConverter())));
        athletes = new Athletes(engine, pool);
        direct = new DirectPath(phases, appends);
    }

    /** Returns once the session is durable. */
    void log(String athlete, OffsetDateTime occurredAt, SessionLogged session) {
        athletes.take(command(athlete, occurredAt, session));
    }

    /** As {@link #log}, without Axon. */
    void logDirectly(String athlete, OffsetDateTime occurredAt, SessionLogged session) {
        direct.take(command(athlete, occurredAt, session));
    }

    private static AthleteCommand command(String athlete, OffsetDateTime occurredAt, SessionLogged session) {
        UUID id = UUID.randomUUID();
        return new AthleteCommand(
                GeneratedSessions.TENANT,
                new AthleteId(athlete),
                occurredAt,
                new EventKey("api", id.toString()),
                id,
                session);
    }

    public PostgresEventStorageEngine engine() {
        return engine;
    }

    GroupCommit appends() {
        return appends;
    }

    public HikariDataSource pool() {
        return pool;
    }

    void empty() throws SQLException {
        database.emptyStore(pool);
    }

    @Override
    public void close() {
        athletes.close();
        appends.close();
        phases.close();
        wakeups.close();
        pool.close();
    }
}
