package dev.holdfast.timeline;

/** Hears of the moments that a checkpoint is kept of. The state belongs to the fold: copy or encode it at once. */
public interface CheckpointListener {
    CheckpointListener NONE = new CheckpointListener() {
        @Override
        public void started(long atMicros, boolean inferred, AthleteState before) {}

        @Override
        public void paused(long atMicros, boolean inferred, AthleteState then) {}
    };

    /** @param before what the body had kept when training began or resumed */
    void started(long atMicros, boolean inferred, AthleteState before);

    /**
     * @param atMicros the explicit pause, or the last session before a gap longer than the pause policy
     * @param then what was there when the pause began
     */
    void paused(long atMicros, boolean inferred, AthleteState then);
}
