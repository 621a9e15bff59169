package dev.holdfast.query.verification.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.http.Cursor;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.verification.StateVerification;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether what is stored is what the events give. */
@Path("/v1/verification")
@Singleton
@Tag(name = "Projection")
public class VerificationResource {
    /** An answer takes a second or so. */
    private static final int ATHLETES_MAX = 1_000;

    private final StateVerification verification;

    public VerificationResource(StateVerification verification) {
        this.verification = verification;
    }

    /**
     * What was checked.
     *
     * @param checkpoints states of all kinds that were compared
     * @param nextCursor null at the end, and of a sample
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VerificationView(
            long athletes,
            long checkpoints,
            List<StateVerification.Difference> differences,
            @Nullable String nextCursor) {}

    @GET
    @Operation(
            operationId = "verifyStates",
            summary = "Computes states and checkpoints of athletes again from their events and compares the digests",
            description = "sample=N draws N athletes; without it all athletes come page by page.")
    public VerificationView verify(
            @QueryParam("sample") @Parameter(example = "10") @Nullable Integer sample,
            @QueryParam("cursor") @Parameter(example = "aXJvbi13b3Jrcy9hNw") @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to " + ATHLETES_MAX, example = "200") @DefaultValue("200")
                    int limit)
            throws SQLException {
        StateVerification.Outcome outcome = sample == null
                ? verification.page(after(cursor), within("limit", limit))
                : verification.sample(within("sample", sample));
        AthleteKey last = outcome.last();
        return new VerificationView(
                outcome.athletes(),
                outcome.checkpoints(),
                outcome.differences(),
                last == null ? null : Cursor.of(last.text()));
    }

    private static int within(String field, int value) {
        if (value < 1 || value > ATHLETES_MAX) {
            throw new InvalidValueException(field, value, "give a whole number from 1 to " + ATHLETES_MAX);
        }
        return value;
    }

    private static AthleteKey after(@Nullable String cursor) {
        String place = Cursor.place(cursor);
        if (cursor == null || place == null) {
            return new AthleteKey("", "");
        }
        try {
            return AthleteKey.parse(place);
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid(cursor);
        }
    }
}
