package dev.holdfast.query.deadletter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import dev.holdfast.query.deadletter.DeadLetterReplay;
import dev.holdfast.query.readstore.DeadLetterSql;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
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

/** Records that could not be read, and another try at them. */
@Path("/v1/dead-letters")
@Singleton
@Tag(name = "Projection")
public class DeadLetterResource {
    private static final ProblemKind NO_DEAD_LETTER = new ProblemKind(404, "no-dead-letter", "There is no such record");
    private static final ProblemKind STILL_UNREADABLE =
            new ProblemKind(409, "still-unreadable", "The record still cannot be folded");
    private static final int LISTED_MAX = 200;

    private final AgroalDataSource database;
    private final DeadLetterReplay replay;

    public DeadLetterResource(AgroalDataSource database, DeadLetterReplay replay) {
        this.database = database;
        this.replay = replay;
    }

    /** A record; its bytes stay in the database. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeadLetterView(
            int partition,
            long offset,
            @Nullable String tenant,
            @Nullable Long position,
            String reason) {}

    /** The first of them, by partition and offset. */
    public record DeadLetterPage(List<DeadLetterView> items) {}

    @GET
    @Operation(
            operationId = "listDeadLetters",
            summary = "Records that could not be read, the first 200 by partition and offset")
    public DeadLetterPage list() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new DeadLetterPage(new DeadLetterSql(connection)
                    .list(LISTED_MAX).stream().map(DeadLetterResource::view).toList());
        }
    }

    @POST
    @Path("/{partition}/{offset}/replay")
    @Operation(
            operationId = "replayDeadLetter",
            summary = "Tries a record again",
            description = "Folds the athlete again from the event store, then removes the record. It stays where its"
                    + " event still cannot be read.")
    public DeadLetterView replay(
            @PathParam("partition") @Parameter(example = "5") int partition,
            @PathParam("offset") @Parameter(example = "118") long offset)
            throws SQLException {
        DeadLetterReplay.Outcome outcome = replay.replay(partition, offset);
        DeadLetterSql.Listed letter = outcome.letter();
        if (letter == null) {
            throw new ProblemException(NO_DEAD_LETTER
                    .problem("nothing is kept of that offset")
                    .about("offset", Long.toString(offset), "see GET /v1/dead-letters"));
        }
        String failure = outcome.failure();
        if (failure != null) {
            throw new ProblemException(STILL_UNREADABLE
                    .problem(failure)
                    .about("offset", Long.toString(offset), "update this service, then try again"));
        }
        return view(letter);
    }

    private static DeadLetterView view(DeadLetterSql.Listed letter) {
        return new DeadLetterView(
                letter.partition(), letter.offset(), letter.tenant(), letter.position(), letter.reason());
    }
}
