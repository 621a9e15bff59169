package dev.holdfast.command.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import's figures, while it runs and after.
 *
 * @param status {@code running}, {@code done} or {@code failed}
 * @param rows the sum of accepted, suspects, warmUps, restRows, duplicates and rejected
 * @param suspects rows of sessions that are stored, and may be ones that are stored under other keys
 * @param events appended events, also the inferred ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportReport(
        UUID importId,
        String format,
        @Nullable String athleteId,
        boolean dryRun,
        String status,
        @Nullable String failure,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long bytesRead,
        long rows,
        long accepted,
        long suspects,
        long warmUps,
        long restRows,
        long duplicates,
        long rejected,
        long sessions,
        long events,
        long positionLast,
        List<UnknownExercise> unknownExercises) {

    static ImportReport begun(
            UUID importId, String format, @Nullable String athleteId, boolean dryRun, Instant startedAt) {
        return new ImportReport(
                importId, format, athleteId, dryRun, "running", null, startedAt, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                List.of());
    }

    ImportReport interrupted() {
        return new ImportReport(
                importId,
                format,
                athleteId,
                dryRun,
                "failed",
                "the import was interrupted: send the file again, what is stored will be told as duplicate",
                startedAt,
                finishedAt,
                bytesRead,
                rows,
                accepted,
                suspects,
                warmUps,
                restRows,
                duplicates,
                rejected,
                sessions,
                events,
                positionLast,
                unknownExercises);
    }

    /** Where each row's outcome can be read. */
    @JsonProperty("outcomes")
    public String outcomes() {
        return "/v1/imports/" + importId + "/rows";
    }
}
