package dev.holdfast.timeline;

/** Where an athlete stands at an instant. */
public enum Phase {
    /** Nothing was ever begun. */
    UNTRAINED,
    TRAINING,
    /** Told so, or without a session for longer than the pause policy. */
    PAUSED
}
