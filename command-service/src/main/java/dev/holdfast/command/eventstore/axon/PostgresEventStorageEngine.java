package dev.holdfast.command.eventstore.axon;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventPage;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreFaults;
import dev.holdfast.command.eventstore.StoreQuery;
import dev.holdfast.command.eventstore.StoreWakeups;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.command.eventstore.groupcommit.Appended;
import dev.holdfast.command.eventstore.groupcommit.ConflictException;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.command.eventstore.groupcommit.Guard;
import dev.holdfast.command.eventstore.groupcommit.PhaseReads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.ContinuousMessageStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * Axon's storage engine over the event table. Appends go through {@link GroupCommit}; reads go in pages, so that no
 * stream, however long, is ever held in memory.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine {
    /**
     * Put into a context, it makes a decision read the store itself. Without it, starts and pauses may lack what other
     * processes have just appended; an append that follows from them is then refused.
     */
    public static final Context.ResourceKey<Boolean> FRESH = Context.ResourceKey.withLabel("fresh");

    /** Under this key a context holds where its events stand, once their commit is durable. */
    public static final Context.ResourceKey<Appended> APPENDED = Context.ResourceKey.withLabel("appended");

    private final DataSource reads;
    private final GroupCommit appends;
    private final PhaseReads phases;
    private final StoreWakeups wakeups;
    private final EventMessages messages;

    public PostgresEventStorageEngine(
            DataSource reads, GroupCommit appends, PhaseReads phases, StoreWakeups wakeups, EventMessages messages) {
        this.reads = reads;
        this.appends = appends;
        this.phases = phases;
        this.wakeups = wakeups;
        this.messages = messages;
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        List<NewEvent> rows = events.stream().map(messages::toNew).toList();
        return CompletableFuture.completedFuture(new PreparedAppend(condition, rows));
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        Set<EventCriterion> criteria = condition.criteria().flatten();
        long after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        AthleteKey decidedOn = after == 0 ? AthleteTags.athleteOfPhases(criteria) : null;
        // The first page fixes the head: what comes later is the business of the append condition.
        EventPage first = decidedOn == null
                ? page(criteria, after, Long.MAX_VALUE)
                : phases.of(decidedOn, context != null && context.containsResource(FRESH))
                        .join();
        PagedRows rows = new PagedRows(
                first.events(),
                EventSql.PAGE_SIZE,
                last -> page(criteria, last, first.head()).events());
        Context end = Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(first.head()));
        MessageStream<EventMessage> events =
                MessageStream.fromStream(rows.stream(), messages::toMessage, PostgresEventStorageEngine::tracked);
        return events.concatWith(MessageStream.just(TerminalEventMessage.INSTANCE, message -> end)
                .cast());
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        Set<EventCriterion> criteria = condition.criteria().flatten();
        TrackingToken from = condition.position();
        // Rows that do not match are not read again at the next wake-up.
        AtomicLong scanned =
                new AtomicLong(from == null ? 0 : Math.max(0, from.position().orElse(0)));
        return new ContinuousMessageStream<StoredEvent>(
                last -> {
                    long after = last == null ? scanned.get() : Math.max(last.position(), scanned.get());
                    EventPage page = page(criteria, after, Long.MAX_VALUE);
                    scanned.set(
                            page.events().size() < EventSql.PAGE_SIZE
                                    ? Math.max(after, page.head())
                                    : page.events().getLast().position());
                    return page.events();
                },
                row -> new SimpleEntry<EventMessage>(messages.toMessage(row), tracked(row)),
                (stream, callback) -> wakeups.onEvents(callback)::cancel);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(read(EventSql::head)));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(
                read(connection -> EventSql.positionBefore(connection, at.atOffset(ZoneOffset.UTC)))));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("appends", appends);
    }

    private EventPage page(Set<EventCriterion> criteria, long after, long upTo) {
        return read(connection -> new Selection(criteria).page(connection, after, upTo, EventSql.PAGE_SIZE));
    }

    private <R extends @Nullable Object> R read(StoreQuery<R> query) {
        try (Connection connection = reads.getConnection()) {
            return query.on(connection);
        } catch (SQLException e) {
            throw StoreFaults.asProblem(e, false);
        }
    }

    private static Context tracked(StoredEvent row) {
        return TrackingToken.addToContext(Context.empty(), new GlobalSequenceTrackingToken(row.position()));
    }

    private static @Nullable Guard guard(AppendCondition condition) {
        Set<EventCriterion> criteria = condition.criteria().flatten();
        if (Objects.equals(condition.consistencyMarker(), ConsistencyMarker.INFINITY)) {
            return null;
        }
        long marker = Math.max(0, GlobalIndexConsistencyMarker.position(condition.consistencyMarker()));
        AthleteKey athlete = AthleteTags.athleteOfPhases(criteria);
        if (athlete != null) {
            return new Guard.OnPhases(marker, athlete);
        }
        Selection selection = new Selection(criteria);
        return new Guard.OnEvents(marker, selection::matches, connection -> selection.anyAfter(connection, marker));
    }

    /** Events whose positions are taken when the unit of work commits. */
    private final class PreparedAppend implements AppendTransaction<ConsistencyMarker> {
        private final AppendCondition condition;
        private final List<NewEvent> events;
        private final AtomicBoolean ended = new AtomicBoolean();

        PreparedAppend(AppendCondition condition, List<NewEvent> events) {
            this.condition = condition;
            this.events = events;
        }

        @Override
        public CompletableFuture<ConsistencyMarker> commit(@Nullable ProcessingContext context) {
            if (ended.getAndSet(true)) {
                return CompletableFuture.failedFuture(new IllegalStateException("append has ended already"));
            }
            if (events.isEmpty()) {
                return CompletableFuture.completedFuture(ConsistencyMarker.ORIGIN);
            }
            return appends.append(guard(condition), events).handle((appended, failure) -> {
                if (failure instanceof ConflictException) {
                    throw AppendEventsTransactionRejectedException.conflictingEventsDetected(
                            condition.consistencyMarker());
                }
                if (failure != null) {
                    throw failure instanceof RuntimeException e ? e : new CompletionException(failure);
                }
                if (context != null) {
                    context.putResource(APPENDED, appended);
                }
                return new GlobalIndexConsistencyMarker(appended.positionLast());
            });
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            ended.set(true);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(
                ConsistencyMarker marker, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(marker);
        }
    }
}
