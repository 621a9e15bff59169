package dev.holdfast.command.athlete;

import dev.holdfast.command.athlete.AthleteCommandHandler.Receipt;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.DuplicateKeyException;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent.StoredKey;
import dev.holdfast.command.eventstore.SessionSetsSql;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreQuery;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.command.eventstore.axon.EventMessages;
import dev.holdfast.command.eventstore.groupcommit.Appended;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.correlation.CorrelationDataProviderRegistry;
import org.axonframework.messaging.core.correlation.DefaultCorrelationDataProviderRegistry;
import org.jspecify.annotations.Nullable;

/** Takes commands about athletes, each exactly once however often it is sent. */
public final class Athletes implements AutoCloseable {
    /** Each retry has lost against a start or pause of the same athlete; more than these in a row are not an accident. */
    private static final int ATTEMPTS_MAX = 16;

    private static final MessageType COMMAND = new MessageType("holdfast", "RecordFact", "1");

    private final AxonConfiguration axon;
    private final CommandBus bus;
    private final DataSource reads;

    public Athletes(EventStorageEngine engine, DataSource reads) {
        // Axon would ask its maker's server for newer versions.
        System.setProperty("axoniq.update-checker.disabled", "true");
        CommandHandlingModule.CommandHandlerPhase handlers = CommandHandlingModule.named("athlete")
                .commandHandlers()
                .commandHandler(COMMAND.qualifiedName(), new AthleteCommandHandler());
        this.axon = EventSourcingConfigurer.create()
                .registerEventStorageEngine(configuration -> engine)
                .registerTagResolver(configuration -> EventMessages::tags)
                .registerCommandHandlingModule(handlers)
                // Correlation data would be made for every message and thrown away: the table keeps no metadata.
                .componentRegistry(components -> components.registerComponent(
                        CorrelationDataProviderRegistry.class,
                        configuration -> new DefaultCorrelationDataProviderRegistry()))
                .start();
        this.bus = axon.getComponent(CommandBus.class);
        this.reads = reads;
    }

    /**
     * Decides and appends.
     *
     * @throws RefusedException when the athlete's history rules the command out
     * @throws UnknownSessionException when it revises a session that is not stored
     * @throws OtherContentException when its key is taken by something else
     * @throws dev.holdfast.command.eventstore.StoreUnavailableException when the store cannot take it
     */
    public Stored take(AthleteCommand command) {
        EventKey revised = command.fact().revised();
        for (int attempt = 1; ; attempt++) {
            UnknownSessionException unknown = revised == null ? null : unknown(command, revised);
            if (unknown != null) {
                Stored earlier = earlier(command);
                if (earlier != null) {
                    return earlier;
                }
                throw unknown;
            }
            try {
                return decided(command, attempt > 1);
            } catch (DuplicateKeyException | RefusedException e) {
                Stored earlier = earlier(command);
                if (earlier != null) {
                    return earlier;
                }
                // Nobody checks a refusal once more, as the store does with an append: it must not stand on old news.
                if (attempt > 1 || e instanceof DuplicateKeyException) {
                    throw e;
                }
            } catch (AppendEventsTransactionRejectedException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw new RefusedException(
                            "athlete %s is being started and paused by others without end".formatted(command.athlete()),
                            "send it again later");
                }
            }
        }
    }

    @Override
    public void close() {
        axon.shutdown();
    }

    /** @param fresh whether to decide on what the store says now, not on what is remembered of it */
    private Stored decided(AthleteCommand command, boolean fresh) {
        Receipt receipt;
        try {
            Object payload = bus.dispatch(
                            new GenericCommandMessage(COMMAND, new AthleteCommandHandler.Order(command, fresh)), null)
                    .join()
                    .payload();
            if (!(payload instanceof Receipt taken)) {
                throw new IllegalStateException("no receipt: " + payload);
            }
            receipt = taken;
        } catch (CompletionException e) {
            throw known(e);
        }
        Appended appended = receipt.appended().join();
        List<Stored.Taken> events = new ArrayList<>();
        for (Decider.Decided event : receipt.events()) {
            long position = appended.positionFirst() + events.size();
            events.add(new Stored.Taken(position, event.eventId(), event.fact().type(), inferred(event.fact())));
        }
        return Stored.of(command, false, events, appended.suspects());
    }

    /** Why the session cannot be revised; null when it can. */
    private @Nullable UnknownSessionException unknown(AthleteCommand command, EventKey key) {
        String athlete = command.athlete().value();
        StoredEvent found = read(c -> EventSql.byKey(c, stored(command.tenant(), key)));
        if (found == null || !RevisableSessions.isSessionOf(athlete, String.valueOf(found.athleteId()), found.type())) {
            return UnknownSessionException.of(command, key);
        }
        return read(c -> RevisableSessions.retracted(c, command.tenant(), List.of(athlete)))
                        .contains(key)
                ? UnknownSessionException.ofRetracted(command, key)
                : null;
    }

    /** The answer to the same command when it first came, or null when it never came. */
    private @Nullable Stored earlier(AthleteCommand command) {
        StoredEvent found = read(c -> EventSql.byKey(c, stored(command.tenant(), command.key())));
        if (found == null) {
            return null;
        }
        ContentDigest before = ContentDigest.of(found.recorded());
        ContentDigest now = ContentDigest.of(command);
        if (!before.equals(now)) {
            throw new OtherContentException(command.key(), before, now);
        }
        List<Stored.Taken> events = new ArrayList<>();
        StoredEvent start = read(c -> EventSql.byKey(c, stored(command.tenant(), Decider.inferredKey(command))));
        if (start != null) {
            events.add(new Stored.Taken(start.position(), start.eventId(), start.type(), true));
        }
        events.add(new Stored.Taken(found.position(), found.eventId(), found.type(), false));
        AthleteKey owner = AthleteKey.of(command.tenant(), command.athlete());
        return Stored.of(command, true, events, read(c -> SessionSetsSql.before(c, owner, found.position())));
    }

    private <R extends @Nullable Object> R read(StoreQuery<R> query) {
        try (Connection connection = reads.getConnection()) {
            return query.on(connection);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }

    private static StoredKey stored(TenantId tenant, EventKey key) {
        return new StoredKey(tenant.value(), key.source(), key.sourceEventId());
    }

    private static boolean inferred(TrainingEvent fact) {
        return fact instanceof TrainingEvent.TrainingStarted started && started.inferred();
    }

    /** The failure without the wrappings that futures and the framework put around it. */
    private static RuntimeException known(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null
                && (inner instanceof CompletionException
                        || inner instanceof org.axonframework.messaging.commandhandling.CommandExecutionException)) {
            inner = inner.getCause();
        }
        return inner instanceof RuntimeException known ? known : new IllegalStateException(inner);
    }
}
