package dev.holdfast.research.forecast;

/** What is forecast, and from where. A rest is 21 days or more. */
public enum Horizon {
    FIRST_AFTER_WHOLE_REST("first session after a rest from everything"),
    BEST_AFTER_WHOLE_REST("best of sessions 2 to 6 after a rest from everything"),
    FIRST_AFTER_EXERCISE_REST("first session after the exercise alone was left out"),
    BEST_AFTER_EXERCISE_REST("best of sessions 2 to 6 after the exercise alone was left out"),
    NEXT_SESSION("next session"),
    FOUR_WEEKS("session in four weeks");

    private final String label;

    Horizon(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    boolean isFirst() {
        return this == FIRST_AFTER_WHOLE_REST || this == FIRST_AFTER_EXERCISE_REST;
    }

    boolean isBest() {
        return this == BEST_AFTER_WHOLE_REST || this == BEST_AFTER_EXERCISE_REST;
    }
}
