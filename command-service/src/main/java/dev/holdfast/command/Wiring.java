package dev.holdfast.command;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.command.athlete.Athletes;
import dev.holdfast.command.erasure.Erasures;
import dev.holdfast.command.erasure.UnfinishedErasures;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreWakeups;
import dev.holdfast.command.eventstore.axon.EventMessages;
import dev.holdfast.command.eventstore.axon.PostgresEventStorageEngine;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.command.eventstore.groupcommit.PhaseReads;
import dev.holdfast.command.history.Histories;
import dev.holdfast.command.imports.Imports;
import dev.holdfast.command.imports.OutcomeRetention;
import dev.holdfast.command.pausedetection.PauseDetection;
import dev.holdfast.command.pausedetection.PausePolicies;
import dev.holdfast.command.pausedetection.PauseWatch;
import dev.holdfast.command.publisher.Publisher;
import dev.holdfast.command.suspect.Suspects;
import dev.holdfast.command.verification.StoreCheck;
import dev.holdfast.kit.problem.KnownFailures;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together, which do not know each other's makers. */
@ApplicationScoped
public class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    KnownFailures failures() {
        return StoreFaults::explain;
    }

    @Produces
    @Singleton
    StoreConnections connections(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password", defaultValue = "") Optional<String> password) {
        return new StoreConnections(url, user, password.orElse(""));
    }

    @Produces
    @Singleton
    StoreWakeups wakeups(StoreConnections connections) {
        return new StoreWakeups(connections);
    }

    void stop(@Disposes StoreWakeups wakeups) {
        wakeups.close();
    }

    @Produces
    @Singleton
    GroupCommit appends(StoreConnections connections, Clock clock) {
        return new GroupCommit(connections, clock);
    }

    void stop(@Disposes GroupCommit appends) {
        appends.close();
    }

    @Produces
    @Singleton
    PhaseReads phases(StoreConnections connections, GroupCommit appends) {
        return new PhaseReads(connections, appends);
    }

    void stop(@Disposes PhaseReads phases) {
        phases.close();
    }

    @Produces
    @Singleton
    @Startup
    Athletes athletes(DataSource reads, GroupCommit appends, PhaseReads phases, StoreWakeups wakeups) {
        EventMessages messages = new EventMessages(new DelegatingEventConverter(new JacksonConverter()));
        return new Athletes(new PostgresEventStorageEngine(reads, appends, phases, wakeups, messages), reads);
    }

    void stop(@Disposes Athletes athletes) {
        athletes.close();
    }

    @Produces
    @Singleton
    Imports imports(StoreConnections connections, DataSource reads, ExerciseCatalogue catalogue, Clock clock) {
        return new Imports(connections, reads, catalogue, clock);
    }

    @Produces
    @Singleton
    @Startup
    OutcomeRetention outcomes(
            DataSource store, @ConfigProperty(name = "holdfast.imports.outcomes-kept") Duration kept, Clock clock) {
        return new OutcomeRetention(store, kept, clock);
    }

    void stop(@Disposes OutcomeRetention outcomes) {
        outcomes.close();
    }

    /** The exercises that come with Holdfast, and the operator's own where a file of them is set. */
    @Produces
    @Singleton
    ExerciseCatalogue catalogue(@ConfigProperty(name = "holdfast.catalogue.file") Optional<Path> own)
            throws IOException {
        ExerciseCatalogue standard = ExerciseCatalogue.standard();
        return own.isEmpty() ? standard : standard.with(Files.readString(own.get()));
    }

    @Produces
    @Singleton
    Histories histories(DataSource reads) {
        return new Histories(reads);
    }

    @Produces
    @Singleton
    Suspects suspects(DataSource reads) {
        return new Suspects(reads);
    }

    @Produces
    @Singleton
    StoreCheck storeCheck(StoreConnections connections, Clock clock) {
        return new StoreCheck(connections, clock);
    }

    @Produces
    @Singleton
    PausePolicies pausePolicies(DataSource store) {
        return new PausePolicies(store);
    }

    @Produces
    @Singleton
    @Startup
    PauseWatch pauses(
            StoreConnections connections,
            Clock clock,
            @ConfigProperty(name = "holdfast.pause-detection.every") Duration every) {
        return new PauseWatch(new PauseDetection(connections, clock), every);
    }

    void stop(@Disposes PauseWatch pauses) {
        pauses.close();
    }

    @Produces
    @Singleton
    Erasures erasures(StoreConnections connections, DataSource reads, Clock clock) {
        return new Erasures(connections, reads, clock);
    }

    @Produces
    @Singleton
    @Startup
    UnfinishedErasures unfinishedErasures(Erasures erasures) {
        return new UnfinishedErasures(erasures);
    }

    void stop(@Disposes UnfinishedErasures unfinished) {
        unfinished.close();
    }

    @Produces
    @Singleton
    @Startup
    Publisher publisher(
            StoreConnections connections,
            DataSource reads,
            StoreWakeups wakeups,
            Clock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return new Publisher(connections, reads, wakeups, clock, bootstrapServers);
    }

    void stop(@Disposes Publisher publisher) {
        publisher.close();
    }
}
