package dev.holdfast.query.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import io.agroal.api.AgroalDataSource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How far the read side is. */
@Path("/v1/projection")
@Tag(name = "Projection")
public class ProjectionResource {
    private static final ProblemKind NO_PARTITION = new ProblemKind(404, "no-partition", "There is no such partition");
    private final AgroalDataSource database;
    private final PartitionProjector projector;

    public ProjectionResource(AgroalDataSource database, PartitionProjector projector) {
        this.database = database;
        this.projector = projector;
    }

    /** @param deadLetters records that could not be read, of all partitions */
    public record ProjectionView(List<PartitionView> partitions, long deadLetters) {}

    /** @param status running or stalled */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartitionView(
            int partition,
            long position,
            long events,
            String status,
            @Nullable String reason) {}

    @GET
    @Operation(
            operationId = "getProjection",
            summary = "How far each partition is folded, and which one stands still for what reason")
    public ProjectionView projection() throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<PartitionView> partitions = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select partition, position, events, stalled_reason from serving.progress order by partition");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String reason = rows.getString(4);
                    partitions.add(new PartitionView(
                            rows.getInt(1),
                            rows.getLong(2),
                            rows.getLong(3),
                            reason == null ? "running" : "stalled",
                            reason));
                }
            }
            try (PreparedStatement select = connection.prepareStatement("select count(*) from serving.dead_letter");
                    ResultSet rows = select.executeQuery()) {
                rows.next();
                return new ProjectionView(partitions, rows.getLong(1));
            }
        }
    }

    @POST
    @Path("/partitions/{partition}/resume")
    @Operation(
            operationId = "resumePartition",
            summary = "Lets a partition that stands still try again, in whichever instance it is")
    public ProjectionView resume(@PathParam("partition") @Parameter(example = "5") int partition) throws SQLException {
        if (!projector.resume(partition)) {
            throw new ProblemException(NO_PARTITION
                    .problem("nothing was ever folded of it")
                    .about("partition", Integer.toString(partition), "see GET /v1/projection"));
        }
        return projection();
    }
}
