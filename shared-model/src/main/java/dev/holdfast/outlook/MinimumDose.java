package dev.holdfast.outlook;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * The least training that keeps something above a floor over a stretch of reduced training.
 *
 * <p>Bickel et al. 2011 (Med Sci Sports Exerc 43:1177) kept the size of young muscle for 32 weeks on one ninth of the
 * volume; the model follows that tendency.
 */
public final class MinimumDose {
    /** Answers are multiples of half a hard set: less leaves no mark in this model. */
    public static final double STEP_HARD_SETS = 0.5;

    /** More than this in a session is not a minimum any more. */
    public static final double HARD_SETS_MAX = 20;

    public static final double WEEKS_MAX = 520;

    private MinimumDose() {}

    /**
     * @param floor lowest sharpness P allowed, in (0, 1)
     * @return hard sets of each session, first one after a full gap; empty when {@value #HARD_SETS_MAX} do not suffice
     */
    public static OptionalDouble keepingSharpness(
            Motor motor, double floor, double weeks, double sessionsPerWeek, Parameters p) {
        requireShare(floor);
        int sessions = sessions(weeks, sessionsPerWeek);
        double gapDays = 7 / sessionsPerWeek;
        return smallest(hardSets -> {
            Motor now = motor;
            for (int i = 0; i < sessions; i++) {
                now = TwoSystemModel.advance(now, gapDays, p);
                if (TwoSystemModel.sharpness(now, p) < floor) {
                    return false;
                }
                now = TwoSystemModel.train(now, hardSets, p);
            }
            return true;
        });
    }

    /**
     * @param floor lowest share of today's size F allowed, in (0, 1)
     * @return hard sets of each session, first one after a full gap; empty when {@value #HARD_SETS_MAX} do not suffice
     */
    public static OptionalDouble keepingSize(
            Structure structure, double floor, double weeks, double sessionsPerWeek, Parameters p) {
        requireShare(floor);
        int sessions = sessions(weeks, sessionsPerWeek);
        double gapDays = 7 / sessionsPerWeek;
        double sizeMin = floor * TwoSystemModel.fibreSize(structure, p);
        return smallest(hardSets -> {
            Structure now = structure;
            for (int i = 0; i < sessions; i++) {
                now = TwoSystemModel.advance(now, gapDays, p);
                if (TwoSystemModel.fibreSize(now, p) < sizeMin) {
                    return false;
                }
                now = TwoSystemModel.train(now, hardSets, p);
            }
            return true;
        });
    }

    /** More sets never leave less, so the first dose that holds is the smallest. */
    private static OptionalDouble smallest(DoublePredicate holds) {
        for (double hardSets = 0; hardSets <= HARD_SETS_MAX; hardSets += STEP_HARD_SETS) {
            if (holds.test(hardSets)) {
                return OptionalDouble.of(hardSets);
            }
        }
        return OptionalDouble.empty();
    }

    private static int sessions(double weeks, double sessionsPerWeek) {
        if (!(weeks > 0 && weeks <= WEEKS_MAX)) {
            throw new InvalidValueException("weeks", weeks, "give a number above 0 up to " + (int) WEEKS_MAX);
        }
        if (!(sessionsPerWeek >= 0.1 && sessionsPerWeek <= 14)) {
            throw new InvalidValueException("sessionsPerWeek", sessionsPerWeek, "give a number from 0.1 to 14");
        }
        return Math.max((int) Math.ceil(weeks * sessionsPerWeek - 1e-9), 1);
    }

    private static void requireShare(double floor) {
        if (!(floor > 0 && floor < 1)) {
            throw new InvalidValueException("floor", floor, "give a share above 0 and below 1");
        }
    }
}
