package dev.holdfast.query.subscription;

import dev.holdfast.kit.kafka.TrainingEventsTopic;
import dev.holdfast.query.readstore.ReadsUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** {@link ChangeLog} over {@code stream.change}. */
@ApplicationScoped
public class PostgresChangeLog implements ChangeLog {
    /** As long as {@code training-events} keeps its own: who was away longer reads the states again. */
    public static final Duration KEPT = TrainingEventsTopic.RETENTION;

    private static final String COLUMNS = "select id, tenant_id, athlete_id, state from stream.change ";

    private static final String AFTER = COLUMNS + "where id > ? order by id limit ?";

    private static final String OF_TENANT = COLUMNS + "where tenant_id = ? and id > ? and id <= ? order by id limit ?";

    private static final String OF_ATHLETE =
            COLUMNS + "where tenant_id = ? and athlete_id = ? and id > ? and id <= ? order by id limit ?";

    private static final String NEWEST = "select id from stream.head";

    private static final String FORGOTTEN = "select forgotten_id from stream.head";

    private static final String FORGET = """
            with gone as (
                delete from stream.change where changed_at < now() - make_interval(secs => ?)
                    and id <= (select min(id) from stream.published) returning id)
            update stream.head set forgotten_id = greatest(forgotten_id, (select max(id) from gone))
            where exists (select from gone)
            """;

    private final DataSource reads;

    public PostgresChangeLog(DataSource reads) {
        this.reads = reads;
    }

    @Override
    public List<StateChange> after(long id, int limit) {
        return changes(AFTER, id, limit);
    }

    @Override
    public List<StateChange> between(Scope scope, long afterId, long untilId, int limit) {
        return scope.athleteId() == null
                ? changes(OF_TENANT, scope.tenantId(), afterId, untilId, limit)
                : changes(OF_ATHLETE, scope.tenantId(), scope.athleteId(), afterId, untilId, limit);
    }

    @Override
    public long newestId() {
        return number(NEWEST);
    }

    @Override
    public long forgottenId() {
        return number(FORGOTTEN);
    }

    /** Removes what is older than {@link #KEPT}, unless a topic still waits for it. */
    void forget() {
        try (Connection connection = reads.getConnection();
                PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setDouble(1, KEPT.toSeconds());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new ReadsUnavailableException(e);
        }
    }

    private long number(String sql) {
        try (Connection connection = reads.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new ReadsUnavailableException(e);
        }
    }

    private List<StateChange> changes(String sql, Object... parameters) {
        List<StateChange> changes = new ArrayList<>();
        try (Connection connection = reads.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    changes.add(
                            new StateChange(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
        } catch (SQLException e) {
            throw new ReadsUnavailableException(e);
        }
        return changes;
    }
}
