package dev.holdfast.query.athlete;

import dev.holdfast.event.TenantId;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** Whose window for an easy return closes when; worked out in the background for those who pause. */
@ApplicationScoped
public class ClosingWindows {
    /** A window of an older state than the present one says nothing: a session closed the pause. */
    private static final String CLOSING = """
            select w.athlete_id
            from gym.return_window w
            join serving.athlete a using (tenant_id, athlete_id)
            where w.tenant_id = ? and w.position = a.position and w.half_gone_at > ? and w.half_gone_at < ?""";

    private final AgroalDataSource database;

    public ClosingWindows(AgroalDataSource database) {
        this.database = database;
    }

    Set<String> between(TenantId tenant, Instant after, Instant before) throws SQLException {
        Set<String> athletes = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(CLOSING)) {
            select.setString(1, tenant.value());
            select.setObject(2, after.atOffset(ZoneOffset.UTC));
            select.setObject(3, before.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    athletes.add(rows.getString(1));
                }
            }
        }
        return athletes;
    }
}
