package dev.holdfast.bench.projection;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.bench.harness.BenchDatabase;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.store.OurStore;
import dev.holdfast.command.eventstore.axon.EventMessages;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import dev.holdfast.wire.EventPayload;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.TransactionalUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.SimpleEventHandlingComponent;
import org.axonframework.messaging.eventhandling.configuration.EventProcessorModule;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorModule;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.JdbcTokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.JdbcTokenStoreConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.PostgresTokenTableFactory;
import org.axonframework.messaging.eventhandling.sequencing.MetadataSequencingPolicy;

/**
 * Axon's pooled streaming processor over our engine, with states in memory and one upsert a batch and athlete. Tokens are
 * in the database, committed with the states, as its guide asks for. Batch and segments are what the guide tunes.
 */
final class AxonProcessor implements AutoCloseable {
    private static final Duration WAIT_MAX = Duration.ofMinutes(3);
    private static final Set<QualifiedName> TYPES = Stream.of("TrainingStarted", "SessionLogged", "TrainingPaused")
            .map(QualifiedName::new)
            .collect(Collectors.toUnmodifiableSet());
    private static final String TABLE = "axon_state";

    private final OurStore store;
    private final HikariDataSource pool;
    private final ConnectionTransactions transactions;
    private final JdbcTokenStore tokens;

    AxonProcessor(BenchDatabase database) throws SQLException {
        store = new OurStore(database);
        pool = store.pool();
        transactions = new ConnectionTransactions(pool);
        tokens = new JdbcTokenStore(transactions, new JacksonConverter(), JdbcTokenStoreConfiguration.DEFAULT);
        tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
        BenchDatabase.execute(pool, KeptStates.createTable(TABLE));
    }

    /** How the processor is set up; null leaves a setting as it comes. */
    record Setting(String name, int batchSize, int segments) {
        static final Setting TUNED = new Setting("tuned", 1_000, 4);
        /** What the processor has when nothing is said: see its configuration class. */
        static final Setting DEFAULTS = new Setting("defaults", 1, 16);

        PooledStreamingEventProcessorConfiguration apply(PooledStreamingEventProcessorConfiguration configuration) {
            return this == DEFAULTS
                    ? configuration
                    : configuration.batchSize(batchSize).initialSegmentCount(segments);
        }
    }

    /** Replays from the first event until {@code events} are committed; the rate is from the first commit to the last. */
    Score replay(Setting setting, long events) throws Exception {
        BenchDatabase.execute(pool, "truncate " + TABLE, "truncate tokenentry");
        Run run = new Run(events);
        EventProcessorModule.CustomizationPhase<
                        PooledStreamingEventProcessorModule, PooledStreamingEventProcessorConfiguration>
                handlers = EventProcessorModule.pooledStreaming("states")
                        .eventHandlingComponents(components -> components.declarative(configuration ->
                                new SimpleEventHandlingComponent(new MetadataSequencingPolicy("athlete"))
                                        .subscribe(TYPES, run::handle)));
        PooledStreamingEventProcessorModule module =
                handlers.customized((configuration, processor) -> setting.apply(processor)
                        .tokenStore(tokens)
                        .unitOfWorkFactory(new TransactionalUnitOfWorkFactory(
                                transactions, configuration.getComponent(UnitOfWorkFactory.class))));
        AxonConfiguration axon = EventSourcingConfigurer.create()
                .registerEventStorageEngine(configuration -> store.engine())
                .modelling(modelling -> modelling.messaging(messaging -> messaging.eventProcessing(
                        processing -> processing.pooledStreaming(pooled -> pooled.processor(module)))))
                .start();
        try {
            if (!run.done.await(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "the processor came to %d of %d events".formatted(run.committed.get(), events));
            }
            return run.score();
        } finally {
            axon.shutdown();
        }
    }

    private final class Run {
        private final Context.ResourceKey<Set<String>> touchedKey = Context.ResourceKey.withLabel("touched");
        private final Context.ResourceKey<AtomicLong> countKey = Context.ResourceKey.withLabel("count");
        private final KeptStates states = new KeptStates(TABLE);
        private final AtomicLong committed = new AtomicLong();
        private final CountDownLatch done = new CountDownLatch(1);
        private final long events;
        private long firstNanos;
        private long firstCommitted;
        private long lastNanos;
        private long lastCommitted;

        Run(long events) {
            this.events = events;
        }

        MessageStream.Empty<Message> handle(EventMessage message, ProcessingContext context) {
            Set<String> touched = context.computeResourceIfAbsent(touchedKey, () -> begin(context));
            AtomicLong count = context.computeResourceIfAbsent(countKey, AtomicLong::new);
            RecordedEvent event = recorded(message, context);
            states.fold(event);
            touched.add(event.athlete().value());
            count.incrementAndGet();
            return MessageStream.empty();
        }

        private Set<String> begin(ProcessingContext context) {
            context.runOnPrepareCommit(this::save);
            context.runOnAfterCommit(
                    done -> committed(context.getResource(countKey).get()));
            return new LinkedHashSet<>();
        }

        private void save(ProcessingContext context) {
            try (Connection connection = transactions.getConnection()) {
                states.save(connection, context.getResource(touchedKey));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private synchronized void committed(long count) {
            long all = committed.addAndGet(count);
            if (firstNanos == 0) {
                firstNanos = System.nanoTime();
                firstCommitted = all;
            } else if (done.getCount() > 0 && all >= events) {
                lastNanos = System.nanoTime();
                lastCommitted = all;
                done.countDown();
            }
        }

        synchronized Score score() {
            return Score.rate(lastCommitted - firstCommitted, lastNanos - firstNanos, Score.Unit.EVENTS_PER_SECOND);
        }

        private static RecordedEvent recorded(EventMessage message, ProcessingContext context) {
            if (!(message.payload() instanceof EventPayload payload)) {
                throw new IllegalStateException("no training event: " + message.type());
            }
            long position = TrackingToken.fromContext(context)
                    .map(token -> token.position().orElse(0))
                    .orElse(0L);
            return new RecordedEvent(
                    position,
                    UUID.fromString(message.identifier()),
                    new TenantId(metadata(message, "tenant")),
                    new AthleteId(metadata(message, "athlete")),
                    EventMessages.occurredAt(message).atOffset(payload.offset()),
                    message.timestamp(),
                    new EventKey(metadata(message, "source"), metadata(message, "sourceEventId")),
                    payload.fact());
        }

        private static String metadata(EventMessage message, String name) {
            String value = message.metadata().get(name);
            if (value == null) {
                throw new IllegalStateException("no " + name + ": " + message.type());
            }
            return value;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
