package dev.holdfast.query.gym;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Phase;
import dev.holdfast.timeline.Standing;
import dev.holdfast.timeline.TimelineChange;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a tenant, and in which order. Figures move with time and are computed at read, so no index holds them: a
 * page looks at the whole tenant, and keeps no more than its own places.
 *
 * @param phase null for all
 * @param pausedBy the pause began by then, null for all
 * @param closingBefore only whose window is open and closes before then, null for all
 */
public record MemberOrder(
        @Nullable Phase phase,
        @Nullable Instant pausedBy,
        @Nullable Instant closingBefore,
        Key key,
        boolean falling) {

    /** By what members are ordered. Who never trained or does not pause comes last where the newest comes last. */
    public enum Key {
        ATHLETE_ID("athleteId", MemberScan.Part.STANDING),
        LAST_SESSION_AT("lastSessionAt", MemberScan.Part.STANDING),
        PAUSED_DAYS("pausedDays", MemberScan.Part.STANDING),
        STRENGTH_RATIO("strengthRatio", MemberScan.Part.BODY),
        SHARPNESS("sharpness", MemberScan.Part.BODY);

        private final String text;
        private final MemberScan.Part part;

        Key(String text, MemberScan.Part part) {
            this.text = text;
            this.part = part;
        }

        private long of(MemberScan.Member member, Standing standing, Instant at) {
            return switch (this) {
                case ATHLETE_ID -> 0;
                case LAST_SESSION_AT -> orLatest(standing.lastSessionAt());
                case PAUSED_DAYS -> -orLatest(standing.pausedSince(at, member.fold()));
                case STRENGTH_RATIO -> ordered(member.body(), BodyAt::strengthRatio);
                case SHARPNESS -> ordered(member.body(), BodyAt::sharpness);
            };
        }

        private static long orLatest(@Nullable Instant instant) {
            return instant == null ? Long.MAX_VALUE : TimelineChange.micros(instant);
        }

        /** No figure is negative, so their bits are in their own order. */
        private static long ordered(BodyAt body, ToDoubleFunction<BodyAt> figure) {
            return Double.doubleToLongBits(figure.applyAsDouble(body));
        }
    }

    /** A member's place in the order, at the instant that the list is of. */
    public record Place(long key, String athleteId) {}

    /** @param more whether others follow */
    public record Page(List<String> athleteIds, @Nullable Place last, boolean more) {}

    /** @throws InvalidValueException for a phase or key that there is not */
    public static MemberOrder of(
            @Nullable String phaseText,
            @Nullable Instant pausedBy,
            @Nullable Instant closingBefore,
            @Nullable String sortText) {
        String sort = sortText == null || sortText.isBlank() ? Key.ATHLETE_ID.text : sortText;
        boolean falling = sort.startsWith("-");
        String text = falling ? sort.substring(1) : sort;
        Key key = Arrays.stream(Key.values())
                .filter(each -> each.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "sort",
                        sort,
                        "give athleteId, lastSessionAt, strengthRatio, sharpness or pausedDays, with - to fall"));
        return new MemberOrder(phase(phaseText), pausedBy, closingBefore, key, falling);
    }

    /** Whether it is all members in the order of the primary key, which no scan is needed for. */
    public boolean isPlain() {
        return phase == null && pausedBy == null && closingBefore == null && key == Key.ATHLETE_ID && !falling;
    }

    /** @param after where the page before ended, null for the first page */
    public Page page(MemberScan scan, TenantId tenant, Instant at, @Nullable Place after, int limit)
            throws SQLException {
        Comparator<Place> order = order();
        // The worst of the best so far is at its head.
        PriorityQueue<Place> best = new PriorityQueue<>(order.reversed());
        scan.each(tenant, at, key.part, closingBefore, member -> {
            Standing standing = member.standing();
            if (isWanted(standing, at, member)) {
                Place place = new Place(key.of(member, standing, at), member.athleteId());
                if (after == null || order.compare(place, after) > 0) {
                    best.add(place);
                    if (best.size() > limit + 1) {
                        best.remove();
                    }
                }
            }
        });
        List<Place> places = new ArrayList<>(best);
        places.sort(order);
        boolean more = places.size() > limit;
        List<Place> page = more ? places.subList(0, limit) : places;
        return new Page(page.stream().map(Place::athleteId).toList(), page.isEmpty() ? null : page.getLast(), more);
    }

    private boolean isWanted(Standing standing, Instant at, MemberScan.Member member) {
        if (phase != null && standing.phase(at, member.fold()) != phase) {
            return false;
        }
        if (pausedBy == null) {
            return true;
        }
        Instant since = standing.pausedSince(at, member.fold());
        return since != null && !since.isAfter(pausedBy);
    }

    private Comparator<Place> order() {
        Comparator<Place> byId = Comparator.comparing(Place::athleteId);
        if (key == Key.ATHLETE_ID) {
            return falling ? byId.reversed() : byId;
        }
        Comparator<Place> byKey = Comparator.comparingLong(Place::key);
        return (falling ? byKey.reversed() : byKey).thenComparing(byId);
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
}
