package dev.holdfast.command.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Problems as they are found: all counted, the first ones kept. */
final class Findings {
    private final SortedMap<String, Long> byKind = new TreeMap<>();
    private final List<StoreReport.Problem> examples = new ArrayList<>();
    private long count;

    void add(String kind, long position, String detail) {
        add(kind, position, detail, 1);
    }

    void add(String kind, long position, String detail, long times) {
        byKind.merge(kind, times, Long::sum);
        count += times;
        if (examples.size() < StoreReport.EXAMPLES_MAX) {
            examples.add(new StoreReport.Problem(kind, position, detail));
        }
    }

    long count() {
        return count;
    }

    SortedMap<String, Long> byKind() {
        return new TreeMap<>(byKind);
    }

    List<StoreReport.Problem> examples() {
        return List.copyOf(examples);
    }
}
