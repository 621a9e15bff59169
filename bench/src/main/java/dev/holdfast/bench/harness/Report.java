package dev.holdfast.bench.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Results for people, and for machines. */
public final class Report {
    private static final String ROW = "%-16s %-34s %12s %12s %-12s %8s %17s %6s %7s  %s%n";

    private Report() {}

    public static String table(List<Comparison> comparisons) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                ROW, "name", "against", "theirs", "ours", "unit", "ratio", "range", "rounds", "goal", "reached"));
        for (Comparison comparison : comparisons) {
            table.append(String.format(
                    Locale.ROOT,
                    ROW,
                    comparison.name(),
                    comparison.against(),
                    number("%,.0f", comparison.theirs().value()),
                    number("%,.0f", comparison.ours().value()),
                    comparison.ours().unit().label(),
                    number("%.2f", comparison.ratioMedian()),
                    number("%.2f", comparison.ratioMin()) + " … " + number("%.2f", comparison.ratioMax()),
                    comparison.rounds(),
                    number("%.2f", comparison.goal()),
                    comparison.reached() ? "yes" : "no"));
        }
        return table.append("ratio > 1: Holdfast is faster, or smaller\n").toString();
    }

    public static String json(List<Comparison> comparisons) {
        ArrayNode array = new ObjectMapper().createArrayNode();
        for (Comparison comparison : comparisons) {
            ObjectNode entry = array.addObject();
            entry.put("name", comparison.name());
            entry.put("against", comparison.against());
            entry.put("ratioMedian", rounded(comparison.ratioMedian()));
            entry.put("ratioMin", rounded(comparison.ratioMin()));
            entry.put("ratioMax", rounded(comparison.ratioMax()));
            entry.put("rounds", comparison.rounds());
            entry.put("goal", comparison.goal());
        }
        return array.toPrettyString();
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 1_000) / 1_000.0;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
