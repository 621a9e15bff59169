package dev.holdfast.research.plan;

import dev.holdfast.event.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A training protocol as studies describe it: blocks of evenly spaced sessions and blocks of rest.
 *
 * <p>The code {@code T12x3x3;D26;T8x3x3} reads: train 12 weeks, 3 sessions a week, 3 hard sets each; 26 weeks off; train
 * 8 weeks again. Weeks, sessions a week and hard sets may be fractional. A block's first session falls on its first
 * instant and the next ones 7 / perWeek days apart, as long as they fall before the block's end.
 *
 * @param blocks 1 to {@value #BLOCKS_MAX}, in order of time
 */
public record Protocol(List<Block> blocks) {
    /** More blocks than any study has; keeps a hostile code from becoming a long loop. */
    public static final int BLOCKS_MAX = 200;

    /** A century: longer than any trained life. */
    public static final double WEEKS_MAX = 5_200;

    /** Twice a day. */
    public static final double SESSIONS_PER_WEEK_MAX = 14;

    public static final double HARD_SETS_MAX = 100;

    private static final int CODE_LENGTH_MAX = 4_000;
    private static final String NUMBER = "(\\d{1,6}(?:\\.\\d{1,12})?)";
    private static final Pattern TRAINING = Pattern.compile("T" + NUMBER + "x" + NUMBER + "x" + NUMBER);
    private static final Pattern REST = Pattern.compile("D" + NUMBER);
    private static final String REMEDY =
            "write blocks separated by ';', each T<weeks>x<sessions a week>x<hard sets> or D<weeks>, as in T12x3x3;D26;T8x3x3";

    /** A stretch of the protocol. */
    public sealed interface Block {
        /** Length in weeks, above 0. */
        double weeks();
    }

    /**
     * @param weeks length, above 0
     * @param sessionsPerWeek in (0, {@value Protocol#SESSIONS_PER_WEEK_MAX}]
     * @param hardSets hard sets of each session, in [0, {@value Protocol#HARD_SETS_MAX}]
     */
    public record Training(double weeks, double sessionsPerWeek, double hardSets) implements Block {
        public Training {
            requireWeeks(weeks);
            require("sessionsPerWeek", sessionsPerWeek, Double.MIN_NORMAL, SESSIONS_PER_WEEK_MAX);
            require("hardSets", hardSets, 0, HARD_SETS_MAX);
        }
    }

    /** @param weeks length without any session, above 0 */
    public record Rest(double weeks) implements Block {
        public Rest {
            requireWeeks(weeks);
        }
    }

    public Protocol {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty() || blocks.size() > BLOCKS_MAX) {
            throw new InvalidValueException("protocol", blocks.size(), "give 1 to " + BLOCKS_MAX + " blocks");
        }
        double weeks = blocks.stream().mapToDouble(Block::weeks).sum();
        if (weeks > WEEKS_MAX) {
            throw new InvalidValueException("protocol", weeks, "keep it within " + (int) WEEKS_MAX + " weeks in all");
        }
    }

    /** @throws InvalidValueException with the block at fault and the remedy */
    public static Protocol parse(String code) {
        if (code.isBlank() || code.length() > CODE_LENGTH_MAX) {
            throw new InvalidValueException("protocol", code, REMEDY);
        }
        List<Block> blocks = new ArrayList<>();
        for (String block : code.strip().split(";", -1)) {
            blocks.add(parseBlock(block.strip()));
        }
        return new Protocol(blocks);
    }

    private static Block parseBlock(String code) {
        Matcher training = TRAINING.matcher(code);
        if (training.matches()) {
            return new Training(
                    Double.parseDouble(training.group(1)),
                    Double.parseDouble(training.group(2)),
                    Double.parseDouble(training.group(3)));
        }
        Matcher rest = REST.matcher(code);
        if (rest.matches()) {
            return new Rest(Double.parseDouble(rest.group(1)));
        }
        throw new InvalidValueException("protocol", code, REMEDY);
    }

    /** Length of the whole protocol. */
    public double weeks() {
        return blocks.stream().mapToDouble(Block::weeks).sum();
    }

    /** Length of the first training block, in weeks from the protocol's start; the start when there is none. */
    public double firstTrainingEndWeek() {
        double week = 0;
        for (Block block : blocks) {
            week += block.weeks();
            if (block instanceof Training) {
                return week;
            }
        }
        return 0;
    }

    private static void requireWeeks(double weeks) {
        require("weeks", weeks, Double.MIN_NORMAL, WEEKS_MAX);
    }

    private static void require(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            String from = min == 0 ? "from 0" : "above 0";
            throw new InvalidValueException(field, value, "give a number " + from + " up to " + (int) max);
        }
    }
}
