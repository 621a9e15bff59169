package dev.holdfast.query.deadletter;

import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.projection.AthleteRevision;
import dev.holdfast.query.projection.BatchFold;
import dev.holdfast.query.projection.StoreEvents;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.DeadLetterSql;
import dev.holdfast.query.readstore.PartitionProgress;
import dev.holdfast.query.readstore.ProgressSql;
import dev.holdfast.query.readstore.ReadTables;
import dev.holdfast.query.readstore.Revision;
import dev.holdfast.query.readstore.RevisionSql;
import dev.holdfast.query.readstore.StoredAthlete;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.query.subscription.Outbox;
import dev.holdfast.timeline.TimelineChange;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another try at a record that could not be read. The store holds the same event, so the athlete is folded again from
 * there: later events may rest on the one that was missing.
 */
@ApplicationScoped
public class DeadLetterReplay {
    private final AgroalDataSource database;
    private final AgroalDataSource store;
    private final ServingModel model;

    public DeadLetterReplay(
            AgroalDataSource database, @DataSource("store") AgroalDataSource store, ServingModel model) {
        this.database = database;
        this.store = store;
        this.model = model;
    }

    /**
     * What became of it.
     *
     * @param letter null where there is none
     * @param failure null when it is folded now
     */
    public record Outcome(
            DeadLetterSql.@Nullable Listed letter, @Nullable String failure) {}

    public Outcome replay(int partition, long offset) throws SQLException {
        try (Connection connection = database.getConnection();
                Transaction transaction = Transaction.begin(connection)) {
            Outcome outcome = replay(connection, partition, offset);
            if (outcome.letter() != null) {
                transaction.commit();
            }
            return outcome;
        }
    }

    private Outcome replay(Connection connection, int partition, long offset) throws SQLException {
        ProgressSql partitions = new ProgressSql(connection);
        partitions.progress(List.of(partition));
        // Nobody folds the athlete meanwhile: its records are all in this partition.
        PartitionProgress progress = partitions.lockProgress(partition);
        ServingModel.Current current = model.refresh(connection);
        DeadLetterSql letters = new DeadLetterSql(connection);
        DeadLetterSql.Found found = letters.find(partition, offset);
        if (found == null) {
            return new Outcome(null, null);
        }
        DeadLetterSql.Listed letter = found.letter();
        Long position = letter.position();
        AthleteKey key = key(found.recordKey());
        if (position == null || key == null) {
            return new Outcome(letter, "it is no training event: " + letter.reason());
        }
        long upTo = Math.max(progress.position(), progress.coveredPosition());
        List<TimelineChange> changes;
        try (Connection from = store.getConnection()) {
            changes = StoreEvents.changes(
                            from, Map.of(key, upTo), current.fold().catalogue())
                    .getOrDefault(key, List.of());
        }
        if (changes.stream().noneMatch(change -> change.position() == position)) {
            return new Outcome(letter, letter.reason());
        }
        Revision folded = AthleteRevision.of(current.fold(), current.running(), key, StoredAthlete.NONE, changes);
        Revision instead = new Revision(key, true, null, folded.chunks(), folded.checkpoints(), folded.current());
        letters.delete(partition, offset);
        new RevisionSql(connection, ReadTables.SERVING).replace(instead);
        Outbox.append(connection, List.of(new BatchFold(current.fold(), current.running()).changed(instead)));
        return new Outcome(letter, null);
    }

    private static @Nullable AthleteKey key(byte @Nullable [] recordKey) {
        try {
            return recordKey == null ? null : AthleteKey.parse(new String(recordKey, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
