package dev.holdfast.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the phase of an athlete rests on, and nothing of the body: it is at the beginning of a state's bytes, so whole
 * tenants are told by phase, or put in order by their last session, for a twentieth of what reading bodies takes.
 *
 * @param lastSessionMicros {@link AthleteState#NEVER} before the first
 * @param lastActiveMicros of the last session or start, {@link AthleteState#NEVER} before the first
 * @param toldMicros of the reported pause that nothing has ended yet, {@link AthleteState#NEVER} when there is none
 */
public record Standing(long lastSessionMicros, long lastActiveMicros, long toldMicros) {
    /** Bytes of a state that are enough to read a standing from. */
    public static final int BYTES_MAX = 96;

    public Phase phase(Instant now, AthleteFold fold) {
        if (lastActiveMicros == AthleteState.NEVER) {
            return Phase.UNTRAINED;
        }
        return isPaused(now, fold) ? Phase.PAUSED : Phase.TRAINING;
    }

    /**
     * Since when the athlete has been away, null while training: since the last session or start where the pause policy's
     * days went by after it, reported or not; else since the reported pause, which came before they had.
     */
    public @Nullable Instant pausedSince(Instant now, AthleteFold fold) {
        if (lastActiveMicros == AthleteState.NEVER || !isPaused(now, fold)) {
            return null;
        }
        boolean toldInTime = toldMicros != AthleteState.NEVER && !fold.isGap(lastActiveMicros, toldMicros);
        return TimelineChange.instant(toldInTime ? toldMicros : lastActiveMicros);
    }

    public @Nullable Instant lastSessionAt() {
        return lastSessionMicros == AthleteState.NEVER ? null : TimelineChange.instant(lastSessionMicros);
    }

    private boolean isPaused(Instant now, AthleteFold fold) {
        return toldMicros != AthleteState.NEVER || fold.isGap(lastActiveMicros, TimelineChange.micros(now));
    }
}
