package dev.holdfast.query.athlete;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Decays;
import dev.holdfast.timeline.TimelineChange;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** States of many athletes at one instant, in one statement. */
@ApplicationScoped
public class StateBatchReads {
    /**
     * Either the state behind the last fact or the chunk that the instant lies in, never both. The ids as one condition are
     * looked up in one pass over the index, in its order; a join with the list would search it anew for each.
     */
    private static final String STATES = "select a.athlete_id, a.position, " + ServingModel.HASH + """
            , case when a.last_micros <= ? then a.state else c.state_before end, c.entries
            from serving.athlete a
            left join lateral (
                select c.state_before, c.entries from serving.timeline_chunk c
                where a.last_micros > ? and c.tenant_id = a.tenant_id and c.athlete_id = a.athlete_id
                  and c.from_micros <= ?
                order by c.from_micros desc limit 1) c on true
            where a.tenant_id = ? and a.athlete_id = any (?)""";

    private final AgroalDataSource database;
    private final ServingModel model;

    public StateBatchReads(AgroalDataSource database, ServingModel model) {
        this.database = database;
        this.model = model;
    }

    /** @return by athlete id, without those that nothing is known of */
    public Map<String, StateSummary> at(TenantId tenant, List<AthleteId> athletes, Instant at) throws SQLException {
        long micros = TimelineChange.micros(at);
        Map<String, StateSummary> found = HashMap.newHashMap(athletes.size());
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STATES)) {
            select.setLong(1, micros);
            select.setLong(2, micros);
            select.setLong(3, micros);
            select.setString(4, tenant.value());
            select.setArray(
                    5,
                    connection.createArrayOf(
                            "text", athletes.stream().map(AthleteId::value).toArray()));
            AthleteState state = AthleteState.untrained();
            Decays decays = new Decays();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ServingModel.Current read = model.of(connection, rows.getString(3));
                    StoredState.read(rows.getBytes(4), rows.getBytes(5), at, state, read.fold());
                    AthleteReads.Known known = new AthleteReads.Known(
                            rows.getString(1), rows.getLong(2), read, BodyAt.consume(state, at, read.fold(), decays));
                    found.put(known.athleteId(), StateSummary.of(known));
                }
            }
        }
        return found;
    }
}
