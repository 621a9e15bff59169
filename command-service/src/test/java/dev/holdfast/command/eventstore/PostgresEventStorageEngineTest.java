package dev.holdfast.command.eventstore;

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
        GroupCommit committed = new GroupCommit(database.connections(), Clock.systemUTC(), head -> {});
        wakeups = woken;
        appends = committed;
        return new PostgresEventStorageEngine(
                database.dataSource(),
                committed,
                woken,
                new EventMessages(new DelegatingEventConverter(new JacksonConverter())));
    }

    @Override
    protected ProcessingContext processingContext() {
        return new StubProcessingContext();
    }
}
