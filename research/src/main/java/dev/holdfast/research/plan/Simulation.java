package dev.holdfast.research.plan;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Motor;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.Structure;
import dev.holdfast.model.TwoSystemModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a {@link Protocol} on an untrained body: one movement, one muscle group, every session on both.
 *
 * <p>Time is continuous and sessions are not pooled by day. A reading at the very instant of a session is taken before
 * it, as a test falls before that week's next session.
 */
public final class Simulation {
    /** More rows than a plot can show. */
    public static final int READINGS_MAX = 100_000;

    private static final double DAYS_PER_WEEK = 7;

    /** Sessions are 7/perWeek days apart, which binary fractions miss; this close counts as the same instant. */
    private static final double SAME_INSTANT_DAYS = 1e-9;

    private final Parameters p;
    private final double[] readingWeeks;
    private final int[] readingOrder;
    private final Reading[] readings;
    private int read;
    private double nowDays;
    private Structure structure = Structure.UNTRAINED;
    private Motor motor = Motor.UNTRAINED;

    private Simulation(Parameters p, double[] weeks) {
        this.p = p;
        this.readingWeeks = weeks.clone();
        this.readings = new Reading[weeks.length];
        this.readingOrder = orderByWeek(weeks);
    }

    /**
     * @param weeks when to read, weeks since the start, in any order; past the protocol's end the body rests
     * @return one reading for each of {@code weeks}, in their order
     * @throws InvalidValueException for a week that is negative, not finite, or over a century after the end
     */
    public static List<Reading> run(Protocol protocol, Parameters p, double... weeks) {
        if (weeks.length > READINGS_MAX) {
            throw new InvalidValueException("weeks", weeks.length, "ask for at most " + READINGS_MAX + " readings");
        }
        for (double week : weeks) {
            if (!(week >= 0 && week <= 2 * Protocol.WEEKS_MAX)) {
                throw new InvalidValueException(
                        "week", week, "give a number from 0 to " + (int) (2 * Protocol.WEEKS_MAX));
            }
        }
        Simulation simulation = new Simulation(p, weeks);
        simulation.runBlocks(protocol);
        simulation.readUntil(Double.POSITIVE_INFINITY);
        return Arrays.asList(simulation.readings);
    }

    /** Readings at the start and then every {@code stepWeeks} up to the protocol's end. */
    public static List<Reading> everyWeeks(Protocol protocol, Parameters p, double stepWeeks) {
        int count = (int) Math.floor(protocol.weeks() / stepWeeks + 1e-9) + 1;
        double[] weeks = new double[count];
        for (int i = 0; i < count; i++) {
            weeks[i] = i * stepWeeks;
        }
        return new ArrayList<>(run(protocol, p, weeks));
    }

    private void runBlocks(Protocol protocol) {
        double startDays = 0;
        for (Protocol.Block block : protocol.blocks()) {
            double endDays = startDays + block.weeks() * DAYS_PER_WEEK;
            if (block instanceof Protocol.Training training) {
                double gapDays = DAYS_PER_WEEK / training.sessionsPerWeek();
                double sessionDays = startDays;
                for (int i = 1; sessionDays < endDays - SAME_INSTANT_DAYS; i++) {
                    readUntil(sessionDays + SAME_INSTANT_DAYS);
                    train(sessionDays, training.hardSets());
                    sessionDays = startDays + i * gapDays;
                }
            }
            startDays = endDays;
        }
    }

    private void train(double atDays, double hardSets) {
        double days = Math.max(atDays - nowDays, 0);
        structure = TwoSystemModel.train(TwoSystemModel.advance(structure, days, p), hardSets, p);
        motor = TwoSystemModel.train(TwoSystemModel.advance(motor, days, p), hardSets, p);
        nowDays = atDays;
    }

    private void readUntil(double untilDays) {
        while (read < readings.length) {
            int index = readingOrder[read];
            double atDays = readingWeeks[index] * DAYS_PER_WEEK;
            if (atDays > untilDays) {
                return;
            }
            double days = Math.max(atDays - nowDays, 0);
            readings[index] = Reading.of(
                    readingWeeks[index],
                    TwoSystemModel.advance(structure, days, p),
                    TwoSystemModel.advance(motor, days, p),
                    p);
            read++;
        }
    }

    private static int[] orderByWeek(double[] weeks) {
        Integer[] order = new Integer[weeks.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(weeks[a], weeks[b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
