package dev.holdfast.command.suspect.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.command.eventstore.SessionSetsSql.Pair;
import dev.holdfast.command.eventstore.Suspect;
import dev.holdfast.command.suspect.Suspects;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sessions of an athlete that may be one session, sent twice. */
@Path("/v1/athletes/{athleteId}/suspects")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Athletes")
public class SuspectResource {
    /** At some 400 bytes a pair, well under a megabyte a page. */
    private static final int PAGE_SIZE = 500;

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private final Suspects suspects;

    public SuspectResource(Suspects suspects) {
        this.suspects = suspects;
    }

    /** The session's key is what a retraction names. */
    public record SuspectSession(UUID eventId, long position, String source, String sourceEventId, Instant occurredAt) {
        static SuspectSession of(Suspect session, Instant occurredAt) {
            return new SuspectSession(
                    session.eventId(), session.position(), session.source(), session.sourceEventId(), occurredAt);
        }
    }

    /** Two stored sessions with the same sets that overlap in time; {@code session} was stored after {@code earlier}. */
    public record Suspected(SuspectSession session, SuspectSession earlier) {}

    /** @param nextCursor missing on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SuspectPage(
            List<Suspected> items, @Nullable String nextCursor) {}

    @GET
    @Operation(
            operationId = "listSuspects",
            summary = "Sessions that may be one session stored under two keys",
            description = "Both count until one is retracted or corrected; then the pair is no longer listed.")
    public SuspectPage page(
            @BeanParam Tenant tenant,
            @PathParam("athleteId") @Parameter(example = "a7") String athleteId,
            @QueryParam("cursor")
                    @Parameter(description = "the nextCursor of the page before", example = "8212-8200")
                    @Nullable
                    String cursor) {
        Matcher after = CURSOR.matcher(cursor == null || cursor.isBlank() ? "0-0" : cursor.strip());
        if (!after.matches()) {
            throw new InvalidValueException("cursor", cursor, "give the nextCursor of the page before");
        }
        List<Pair> found = suspects.page(
                tenant.id(),
                new AthleteId(athleteId),
                Long.parseLong(after.group(1)),
                Long.parseLong(after.group(2)),
                PAGE_SIZE + 1);
        boolean more = found.size() > PAGE_SIZE;
        List<Pair> shown = more ? found.subList(0, PAGE_SIZE) : found;
        return new SuspectPage(
                shown.stream()
                        .map(pair -> new Suspected(
                                SuspectSession.of(pair.session(), pair.occurredAt()),
                                SuspectSession.of(pair.earlier(), pair.earlierOccurredAt())))
                        .toList(),
                more
                        ? shown.getLast().session().position() + "-"
                                + shown.getLast().earlier().position()
                        : null);
    }
}
