package dev.holdfast.timeline;

import java.util.Locale;

/** Where an athlete stands at an instant. */
public enum Phase {
    /** Nothing was ever begun. */
    UNTRAINED,
    TRAINING,
    /** An explicit pause, or no session for longer than the pause policy. */
    PAUSED;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** As written in questions and answers, for example {@code paused}. */
    public String key() {
        return key;
    }
}
