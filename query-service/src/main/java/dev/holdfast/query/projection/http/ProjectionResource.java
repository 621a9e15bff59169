package dev.holdfast.query.projection.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.query.projection.PartitionProjector;
import dev.holdfast.query.readstore.DeadLetterSql;
import dev.holdfast.query.readstore.ProgressSql;
import io.agroal.api.AgroalDataSource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.Connection;
import java.sql.SQLException;
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
            List<PartitionView> partitions = new ProgressSql(connection)
                    .all().stream()
                            .map(folded -> new PartitionView(
                                    folded.partition(),
                                    folded.position(),
                                    folded.events(),
                                    folded.stalledReason() == null ? "running" : "stalled",
                                    folded.stalledReason()))
                            .toList();
            return new ProjectionView(partitions, new DeadLetterSql(connection).count());
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
