package dev.holdfast.query.athlete;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Phase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which athletes of a list, and in which order. Figures move with time and are computed at read, so no index holds them:
 * a list by a figure reads the whole tenant.
 *
 * @param phase null for all
 * @param pausedBy the pause began by then, null for all
 * @param among ids, null for all
 */
public record MemberOrder(
        @Nullable Phase phase,
        @Nullable Instant pausedBy,
        @Nullable Set<String> among,
        Comparator<AthleteReads.Known> order) {
    /** About a second's work. A larger tenant is listed by id, or followed by its stream. */
    public static final int ATHLETES_MAX = 50_000;

    private static final Comparator<AthleteReads.Known> BY_ID = Comparator.comparing(AthleteReads.Known::athleteId);

    private static final Map<String, Comparator<BodyAt>> KEYS = Map.of(
            "lastSessionAt", Comparator.comparing(body -> orLatest(body.lastSessionAt())),
            "strengthRatio", Comparator.comparingDouble(BodyAt::strengthRatio),
            "sharpness", Comparator.comparingDouble(BodyAt::sharpness),
            "pausedDays",
                    Comparator.comparing((BodyAt body) -> orLatest(body.pausedSince()))
                            .reversed());

    /** @throws InvalidValueException for a phase or key that there is not */
    public static MemberOrder of(
            @Nullable String phaseText,
            @Nullable Instant pausedBy,
            @Nullable Set<String> among,
            @Nullable String sortText) {
        String sort = sortText == null || sortText.isBlank() ? "athleteId" : sortText;
        boolean falling = sort.startsWith("-");
        String key = falling ? sort.substring(1) : sort;
        Comparator<BodyAt> by = KEYS.get(key);
        if (by == null && !key.equals("athleteId")) {
            throw new InvalidValueException(
                    "sort",
                    sort,
                    "give athleteId, lastSessionAt, strengthRatio, sharpness or pausedDays, with - to fall");
        }
        Comparator<AthleteReads.Known> rising = by == null ? BY_ID : Comparator.comparing(AthleteReads.Known::body, by);
        return new MemberOrder(
                phase(phaseText), pausedBy, among, (falling ? rising.reversed() : rising).thenComparing(BY_ID));
    }

    public List<AthleteReads.Known> of(List<AthleteReads.Known> all) {
        return all.stream()
                .filter(known -> among == null || among.contains(known.athleteId()))
                .filter(known -> phase == null || known.body().phase() == phase)
                .filter(known -> pausedBy == null || isPausedBy(known.body(), pausedBy))
                .sorted(order)
                .toList();
    }

    private static boolean isPausedBy(BodyAt body, Instant instant) {
        Instant since = body.pausedSince();
        return body.phase() == Phase.PAUSED && since != null && !since.isAfter(instant);
    }

    private static @Nullable Phase phase(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.key().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("phase", text, "give training, paused or untrained"));
    }

    /** Who never trained or does not pause comes last where the newest comes last. */
    private static Instant orLatest(@Nullable Instant instant) {
        return Objects.requireNonNullElse(instant, Instant.MAX);
    }
}
