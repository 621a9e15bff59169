package dev.holdfast.event;

/**
 * Training before the first event, as the athlete tells it. Seeds the state with synthetic sessions and a wide range.
 *
 * @param trainedWeeks 1 to 2,600
 * @param sessionsPerWeek 1 to 14
 * @param pausedWeeks weeks between that training and this start, 0 to 2,600
 */
public record PriorTraining(int trainedWeeks, int sessionsPerWeek, int pausedWeeks) {
    public PriorTraining {
        Check.range("priorTraining.trainedWeeks", trainedWeeks, 1, 2_600, "weeks");
        Check.range("priorTraining.sessionsPerWeek", sessionsPerWeek, 1, 14, "sessions a week");
        Check.range("priorTraining.pausedWeeks", pausedWeeks, 0, 2_600, "weeks");
    }
}
