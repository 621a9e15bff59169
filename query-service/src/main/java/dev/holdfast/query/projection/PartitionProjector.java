package dev.holdfast.query.projection;

import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.DeadLetter;
import dev.holdfast.query.readstore.DeadLetterSql;
import dev.holdfast.query.readstore.PartitionProgress;
import dev.holdfast.query.readstore.ProgressSql;
import dev.holdfast.query.readstore.ReadTables;
import dev.holdfast.query.readstore.Revision;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.query.subscription.Outbox;
import dev.holdfast.timeline.TimelineChange;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds a partition's records into the read tables, in one transaction with the partition's progress. The lock on the
 * progress row fences: its holder sees where the partition really is, so a record is folded once, whichever instance reads it.
 */
@ApplicationScoped
public class PartitionProjector {
    /** How the reason begins with which a partition stops before a gap. */
    static final String EVENT_MISSING = "event missing";

    private final AgroalDataSource database;
    private final ServingModel model;

    public PartitionProjector(AgroalDataSource database, ServingModel model) {
        this.database = database;
        this.model = model;
    }

    /**
     * What became of a batch.
     *
     * @param folded events that were folded
     * @param duplicates records dropped, since they were folded before
     * @param deadLetters records that could not be read
     */
    public record Outcome(PartitionProgress progress, int folded, int duplicates, int deadLetters) {}

    /** Progress of partitions, made where there is none. */
    public Map<Integer, PartitionProgress> progress(Collection<Integer> partitions) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new ProgressSql(connection).progress(partitions);
        }
    }

    /**
     * Why nothing may be folded, null when it may: with the model that runs, or from a topic of that many partitions.
     *
     * @param partitions that the topic has now
     */
    public @Nullable String mismatch(int partitions) throws SQLException {
        try (Connection connection = database.getConnection()) {
            String ofModel = model.refresh(connection).mismatch();
            // None: the topic is not there yet.
            if (ofModel != null || partitions == 0) {
                return ofModel;
            }
            int first = new ProgressSql(connection).firstPartitions(partitions);
            if (first == partitions) {
                return null;
            }
            return ("the topic has another number of partitions, so events of one athlete may come in the wrong order:"
                            + " topic=%s, partitions=%d, before=%d; give it %d again, or run holdfast rebuild")
                    .formatted(TrainingEventsTopic.NAME, partitions, first, first);
        }
    }

    /** Folds {@code records}, which come from one partition in the order of their offsets. */
    public Outcome project(int partition, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        return projectRead(partition, reader().read(records));
    }

    /** For one thread. What it reads does not depend on the parameters of the model, which a rebuild may change. */
    RecordReader reader() {
        return new RecordReader(model.catalogue());
    }

    Outcome projectRead(int partition, List<ReceivedRecord> records) throws SQLException {
        try (Connection connection = database.getConnection();
                Transaction transaction = Transaction.begin(connection)) {
            Outcome outcome = project(connection, partition, records);
            transaction.commit();
            return outcome;
        }
    }

    /** Lets a partition that stands still try again; its consumer, in whichever instance, sees it within a second. */
    public boolean resume(int partition) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new ProgressSql(connection).resume(partition);
        }
    }

    /** Says durably why the partition stands still. */
    public void stall(int partition, String reason) throws SQLException {
        try (Connection connection = database.getConnection();
                Transaction transaction = Transaction.begin(connection)) {
            ProgressSql sql = new ProgressSql(connection);
            PartitionProgress now = sql.lockProgress(partition);
            sql.saveProgress(
                    partition,
                    new PartitionProgress(now.nextOffset(), now.position(), now.coveredPosition(), reason),
                    0);
            transaction.commit();
        }
    }

    private Outcome project(Connection connection, int partition, List<ReceivedRecord> records) throws SQLException {
        ProgressSql sql = new ProgressSql(connection);
        PartitionProgress from = sql.lockProgress(partition);
        // Read behind the lock: a rebuild that took over meanwhile may have brought other parameters.
        ServingModel.Current current = model.refresh(connection);
        String mismatch = current.mismatch();
        if (mismatch != null) {
            PartitionProgress unmoved =
                    new PartitionProgress(from.nextOffset(), from.position(), from.coveredPosition(), mismatch);
            sql.saveProgress(partition, unmoved, 0);
            return new Outcome(unmoved, 0, 0, 0);
        }
        long position = from.position();
        long nextOffset = from.nextOffset();
        String stalled = null;
        int duplicates = 0;
        Map<AthleteKey, List<TimelineChange>> changes = new LinkedHashMap<>();
        List<DeadLetter> letters = new ArrayList<>();
        List<AthleteKey> erased = new ArrayList<>();
        int folded = 0;
        for (ReceivedRecord record : records) {
            long at = record.position();
            long previous = record.previousPosition();
            if (at == 0) {
                letters.add(record.deadLetter());
            } else if (at <= position) {
                duplicates++;
            } else if (at <= from.coveredPosition()) {
                // A rebuild brought it, and perhaps an erasure after it: no row is left then that says so.
                duplicates++;
                position = at;
                covered(record, letters, erased);
                // A publisher that begins a page again after an erasure names an older one: the emptied rows are not
                // sent.
            } else if (previous > position && previous > from.coveredPosition()) {
                stalled = EVENT_MISSING
                        + ": position=%d names %d as its previous one, but the last folded is %d; run holdfast rebuild"
                                .formatted(at, previous, position);
                break;
            } else {
                ReceivedRecord.Fact fact = record.fact();
                if (fact == null) {
                    letters.add(record.deadLetter());
                } else {
                    if (fact.change() instanceof TimelineChange.Erase) {
                        letters.removeIf(letter -> letter.isOf(fact.athlete()));
                    }
                    changes.computeIfAbsent(fact.athlete(), any -> new ArrayList<>())
                            .add(fact.change());
                    folded++;
                }
                position = at;
            }
            nextOffset = Math.max(nextOffset, record.offset() + 1);
        }
        BatchFold batch = new BatchFold(current.fold(), current.running());
        List<Revision> revisions = changes.isEmpty() ? List.of() : batch.save(connection, ReadTables.SERVING, changes);
        new DeadLetterSql(connection).deleteOf(erased);
        if (!letters.isEmpty()) {
            new DeadLetterSql(connection).save(partition, letters);
        }
        PartitionProgress to = new PartitionProgress(nextOffset, position, from.coveredPosition(), stalled);
        sql.saveProgress(partition, to, folded);
        Outbox.append(connection, revisions.stream().map(batch::changed).toList());
        return new Outcome(to, folded, duplicates, letters.size());
    }

    /** What a rebuild does not see to: the letters of the partition's own records. */
    private static void covered(ReceivedRecord record, List<DeadLetter> letters, List<AthleteKey> erased) {
        ReceivedRecord.Fact fact = record.fact();
        if (fact == null) {
            letters.add(record.deadLetter());
        } else if (fact.change() instanceof TimelineChange.Erase) {
            letters.removeIf(letter -> letter.isOf(fact.athlete()));
            erased.add(fact.athlete());
        }
    }
}
