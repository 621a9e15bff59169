package dev.holdfast.bench.peer;

import io.agroal.api.AgroalDataSource;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One primary-key SELECT, its row as JSON, and nothing else. */
@Path("/v1/athletes")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RowResource {
    private static final String SELECT = """
            select position, last_micros, last_session_micros, sessions, state, digest
            from serving.athlete where tenant_id = ? and athlete_id = ?""";

    private final AgroalDataSource database;

    public RowResource(AgroalDataSource database) {
        this.database = database;
    }

    /** The row as it is; bytes become Base64. */
    @SuppressWarnings("ArrayRecordComponent") // Answered, never compared.
    public record Row(
            String athleteId,
            long position,
            long lastMicros,
            long lastSessionMicros,
            long sessions,
            byte[] state,
            byte[] digest) {}

    @GET
    @Path("/{athleteId}/row")
    public Row row(@HeaderParam("Holdfast-Tenant") @Nullable String tenant, @PathParam("athleteId") String athleteId)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, tenant);
            select.setString(2, athleteId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new NotFoundException();
                }
                return new Row(
                        athleteId,
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getBytes(5),
                        row.getBytes(6));
            }
        }
    }
}
