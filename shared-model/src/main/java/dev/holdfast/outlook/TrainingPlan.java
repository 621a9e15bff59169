package dev.holdfast.outlook;

import dev.holdfast.event.InvalidValueException;

/**
 * Evenly spaced sessions, the first one now.
 *
 * @param sessionsPerWeek in [0.1, 14]
 * @param hardSets hard sets of each movement in a session, in [0.5, 100]; fewer leave no mark in this model
 */
public record TrainingPlan(double sessionsPerWeek, double hardSets) {
    /** What most studies of returns prescribe. */
    public static final TrainingPlan THREE_BY_THREE = new TrainingPlan(3, 3);

    public TrainingPlan {
        require("sessionsPerWeek", sessionsPerWeek, 0.1, 14);
        require("hardSets", hardSets, 0.5, 100);
    }

    public double gapDays() {
        return 7 / sessionsPerWeek;
    }

    private static void require(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidValueException(field, value, "give a number from " + min + " to " + max);
        }
    }
}
