package dev.holdfast.command.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The outcomes of a batch's rows, neighbours with the same outcome as one range. */
final class RowOutcomes {
    private final List<Range> rows;
    private final long[] counts;

    RowOutcomes() {
        rows = new ArrayList<>();
        counts = new long[Outcome.values().length];
    }

    /** Begins with the outcomes of {@code others}. */
    RowOutcomes(RowOutcomes others) {
        rows = new ArrayList<>(others.rows);
        counts = others.counts.clone();
    }

    /** Rows from one line to another, both included, that had the same outcome for the same reason. */
    record Range(
            long firstLine,
            long lastLine,
            Outcome outcome,
            @Nullable String field,
            @Nullable String value,
            @Nullable String reason) {

        private boolean extendsTo(Range next) {
            return next.firstLine == lastLine + 1
                    && outcome == next.outcome
                    && Objects.equals(field, next.field)
                    && Objects.equals(value, next.value)
                    && Objects.equals(reason, next.reason);
        }
    }

    void add(long line, Outcome outcome) {
        add(line, outcome, null, null, null);
    }

    void add(long line, Outcome outcome, @Nullable String field, @Nullable String value, @Nullable String reason) {
        counts[outcome.ordinal()]++;
        append(rows, new Range(line, line, outcome, field, value, reason));
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
                            next.field(),
                            next.value(),
                            next.reason()));
        } else {
            ranges.add(next);
        }
    }
}
