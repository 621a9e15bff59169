package dev.holdfast.command.imports;

import dev.holdfast.kit.postgres.PostgresText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcomes of a batch's rows, neighbours with the same outcome as one range. */
final class RowOutcomes {
    private static final int TEXT_LENGTH_MAX = 500;

    private final List<Range> rows;
    private final long[] counts;
    private long textLength;

    RowOutcomes() {
        rows = new ArrayList<>();
        counts = new long[Outcome.values().length];
    }

    /** Begins with the outcomes of {@code others}. */
    RowOutcomes(RowOutcomes others) {
        rows = new ArrayList<>(others.rows);
        counts = others.counts.clone();
    }

    /**
     * Rows from one line to another, both included, that had the same outcome for the same reason.
     *
     * @param athlete whom the value and the reason are about, so that an erasure finds them
     */
    record Range(
            long firstLine,
            long lastLine,
            Outcome outcome,
            @Nullable String athlete,
            @Nullable String field,
            @Nullable String value,
            @Nullable String reason) {

        private boolean extendsTo(Range next) {
            return next.firstLine == lastLine + 1
                    && outcome == next.outcome
                    && Objects.equals(athlete, next.athlete)
                    && Objects.equals(field, next.field)
                    && Objects.equals(value, next.value)
                    && Objects.equals(reason, next.reason);
        }
    }

    void add(long line, Outcome outcome) {
        add(new Range(line, line, outcome, null, null, null, null));
    }

    /**
     * Adds a row of which more is told than what became of it.
     *
     * @param athlete whose row it is; where nobody can tell, its value is not kept, since no erasure would find it
     */
    void add(
            long line,
            Outcome outcome,
            @Nullable String athlete,
            String field,
            @Nullable String value,
            @Nullable String reason) {
        add(new Range(
                line,
                line,
                outcome,
                athlete,
                storable(field),
                value == null || athlete == null ? null : storable(value),
                reason == null ? null : storable(reason)));
    }

    /** Shortened too: of a file in which everything is wrong, the outcomes must stay small. */
    private static String storable(String text) {
        return PostgresText.storable(
                text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX - 1) + "…");
    }

    private void add(Range row) {
        textLength += length(row.field) + length(row.value) + length(row.reason);
        counts[row.outcome.ordinal()]++;
        append(rows, row);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Characters of all that is told of the rows. */
    long textLength() {
        return textLength;
    }

    /** The same rows, but of {@code athletes} only that they were rejected, and why. */
    RowOutcomes without(Set<String> athletes, String field, String reason) {
        if (athletes.isEmpty()) {
            return this;
        }
        RowOutcomes kept = new RowOutcomes();
        System.arraycopy(counts, 0, kept.counts, 0, counts.length);
        for (Range row : rows) {
            boolean gone = row.athlete != null && athletes.contains(row.athlete);
            kept.rows.add(gone ? new Range(row.firstLine, row.lastLine, row.outcome, null, field, null, reason) : row);
        }
        return kept;
    }

    /** Whether anything is told that an erasure would have to find. */
    boolean nameAthletes() {
        return rows.stream().anyMatch(row -> row.athlete != null);
    }

    long count(Outcome outcome) {
        return counts[outcome.ordinal()];
    }

    List<Range> ranges() {
        rows.sort(Comparator.comparingLong(Range::firstLine));
        List<Range> ranges = new ArrayList<>();
        for (Range row : rows) {
            append(ranges, row);
        }
        return ranges;
    }

    private static void append(List<Range> ranges, Range next) {
        Range last = ranges.isEmpty() ? null : ranges.getLast();
        if (last != null && last.extendsTo(next)) {
            ranges.set(
                    ranges.size() - 1,
                    new Range(
                            last.firstLine(),
                            next.lastLine(),
                            next.outcome(),
                            next.athlete(),
                            next.field(),
                            next.value(),
                            next.reason()));
        } else {
            ranges.add(next);
        }
    }
}
