package dev.holdfast.command.eventstore.axon;

import dev.holdfast.command.eventstore.StoreDatabase;
import dev.holdfast.command.eventstore.StoreWakeups;
import dev.holdfast.command.eventstore.groupcommit.GroupCommit;
import dev.holdfast.command.eventstore.groupcommit.PhaseReads;
import java.time.Clock;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.StubProcessingContext;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.jspecify.annotations.Nullable;

/** Axon's own tests for storage engines, against a real PostgreSQL. */
class PostgresEventStorageEngineTest extends StorageEngineTestSuite<PostgresEventStorageEngine> {
    private @Nullable GroupCommit appends;
    private @Nullable StoreWakeups wakeups;

    @Override
    protected PostgresEventStorageEngine buildStorageEngine() throws Exception {
        StoreDatabase database = StoreDatabase.create();
        StoreWakeups woken = new StoreWakeups(database.connections());
        GroupCommit committed = new GroupCommit(database.connections(), Clock.systemUTC());
        wakeups = woken;
        appends = committed;
        return new PostgresEventStorageEngine(
                database.dataSource(),
                committed,
                new PhaseReads(database.connections(), committed),
                woken,
                new EventMessages(new DelegatingEventConverter(new JacksonConverter())));
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }
}
