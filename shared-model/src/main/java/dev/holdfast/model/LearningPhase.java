package dev.holdfast.model;

import java.util.Locale;

/**
 * How far a movement is learned, from the first instruction to mastery.
 *
 * <p>The three stages are Fitts and Posner's (Human Performance, 1967): cognitive, associative, autonomous. The five
 * steps divide them by the trace T, with thresholds where the default model's trace stands in a plan of three sessions of
 * three hard sets a week:
 * <ul>
 *   <li>T ≥ 0.13, about 2 weeks: the first coordination gains are in place (Sale 1988, doi:10.1249/00005768-198810001-00009);
 *   <li>T ≥ 0.27, about 4 weeks: neural factors cease to dominate strength gains after 3 to 5 weeks (Moritani and deVries
 *       1979, PMID 453338);
 *   <li>T ≥ 0.43, about 9 weeks: a daily action became automatic after a median of 66 days (Lally et al. 2010,
 *       doi:10.1002/ejsp.674);
 *   <li>T ≥ 0.69, about a year: an assumption, no study has measured it.
 * </ul>
 * The mapping from weeks to T is the model's; nobody has measured T. Label it a model estimate.
 */
public enum LearningPhase {
    /** Cognitive: never or hardly done. */
    ENTRY(0),
    /** Cognitive: can be done, needs somebody to watch. */
    SUPERVISED(0.13),
    /** Associative: errors get fewer, repetition fixes the pattern. */
    REINFORCEMENT(0.27),
    /** Autonomous: holds without anybody watching. */
    UNSUPERVISED(0.43),
    /** Autonomous: holds under load, fatigue and long pauses. */
    MASTERY(0.69);

    private static final LearningPhase[] ASCENDING = values();

    private final String key = name().toLowerCase(Locale.ROOT);
    private final double traceMin;

    LearningPhase(double traceMin) {
        this.traceMin = traceMin;
    }

    /** As written in answers, for example {@code supervised}. */
    public String key() {
        return key;
    }

    /** Smallest T of this phase. */
    public double traceMin() {
        return traceMin;
    }

    /** @param trace T in [0, 1) */
    public static LearningPhase of(double trace) {
        LearningPhase phase = ENTRY;
        for (LearningPhase next : ASCENDING) {
            if (trace >= next.traceMin) {
                phase = next;
            }
        }
        return phase;
    }
}
