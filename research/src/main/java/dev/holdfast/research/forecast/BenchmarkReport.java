package dev.holdfast.research.forecast;

import dev.holdfast.research.forecast.BenchmarkResult.ContenderScores;
import dev.holdfast.research.forecast.BenchmarkResult.HorizonScores;
import dev.holdfast.research.forecast.BenchmarkResult.PairedDifference;
import java.util.List;
import java.util.Locale;

/** The benchmark as Markdown. */
public final class BenchmarkReport {
    private BenchmarkReport() {}

    public static String markdown(BenchmarkResult result) {
        StringBuilder text = new StringBuilder();
        text.append("# Forecasts of kilograms on training logs\n\n")
                .append("Definition ")
                .append(result.definition())
                .append(" of the benchmark (docs/forecast.md), ")
                .append(result.lifters())
                .append(result.lifters() == 1 ? " lifter" : " lifters")
                .append(". Errors are ln(forecast / seen): 0.05 is about 5 %. RMSE and, in brackets, the median\n")
                .append(
                        "of absolute errors, each by lifter and then the mean over lifters. Bold: the smallest RMSE.\n\n");
        result.warnings().forEach(warning -> text.append("> ").append(warning).append("\n>\n"));
        text.append('\n');
        errors(result.horizons(), text);
        text.append("\n## The shipped forecast against the others\n\n")
                .append("RMSE of the shipped forecast minus the other's, lifter by lifter; less than 0 is better. In\n")
                .append("brackets the middle 95 % of 2,000 bootstraps over lifters.\n\n");
        differences(result.horizons(), text);
        text.append("\n## Ranges\n\nShare of what was seen that lay in the 80 % range, mean over lifters.\n\n");
        coverage(result.horizons(), text);
        return text.toString();
    }

    /** The shipped parameters beside others, on the same logs; as a Markdown table. */
    public static String comparison(BenchmarkResult shipped, BenchmarkResult others) {
        StringBuilder text = new StringBuilder();
        text.append("| horizon | best baseline | shipped | fitted | covered by shipped | by fitted |\n")
                .append("|---|--:|--:|--:|--:|--:|\n");
        for (HorizonScores before : shipped.horizons()) {
            HorizonScores after = others.horizons().stream()
                    .filter(each -> each.horizon() == before.horizon())
                    .findFirst()
                    .orElseThrow();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s (%d lifters, %,d) | %.4f | %.4f | %.4f | %.2f | %.2f |\n",
                    before.horizon().label(),
                    before.lifters(),
                    before.forecasts(),
                    before.of(before.bestBaseline()).rmse(),
                    before.of(Contender.LEVEL).rmse(),
                    after.of(Contender.LEVEL).rmse(),
                    before.of(Contender.LEVEL).coverage80(),
                    after.of(Contender.LEVEL).coverage80()));
        }
        others.warnings().forEach(warning -> text.append("\n> ").append(warning).append('\n'));
        return text.toString();
    }

    private static void errors(List<HorizonScores> horizons, StringBuilder text) {
        head(horizons, text);
        for (Contender contender : Contender.values()) {
            text.append("| ").append(contender.label());
            for (HorizonScores horizon : horizons) {
                ContenderScores scores = horizon.of(contender);
                double smallest = horizon.contenders().stream()
                        .mapToDouble(ContenderScores::rmse)
                        .min()
                        .orElseThrow();
                String rmse = fraction(scores.rmse());
                text.append(" | ")
                        .append(scores.rmse() == smallest ? "**" + rmse + "**" : rmse)
                        .append(" (")
                        .append(fraction(scores.medianError()))
                        .append(')');
            }
            text.append(" |\n");
        }
    }

    private static void differences(List<HorizonScores> horizons, StringBuilder text) {
        head(horizons, text);
        for (Contender contender : Contender.values()) {
            if (contender != Contender.LEVEL) {
                text.append("| ").append(contender.label());
                for (HorizonScores horizon : horizons) {
                    PairedDifference difference = horizon.differences().stream()
                            .filter(each -> each.to() == contender)
                            .findFirst()
                            .orElseThrow();
                    text.append(String.format(
                            Locale.ROOT,
                            " | %+.4f [%+.4f, %+.4f]%s",
                            difference.mean(),
                            difference.low(),
                            difference.high(),
                            horizon.bestBaseline() == contender ? " best baseline" : ""));
                }
                text.append(" |\n");
            }
        }
    }

    private static void coverage(List<HorizonScores> horizons, StringBuilder text) {
        head(horizons, text);
        for (Contender contender : Contender.values()) {
            if (contender.hasRanges()) {
                text.append("| ").append(contender.label());
                for (HorizonScores horizon : horizons) {
                    text.append(String.format(
                            Locale.ROOT, " | %.2f", horizon.of(contender).coverage80()));
                }
                text.append(" |\n");
            }
        }
    }

    private static void head(List<HorizonScores> horizons, StringBuilder text) {
        text.append("| contender");
        for (HorizonScores horizon : horizons) {
            text.append(String.format(
                    Locale.ROOT,
                    " | %s (%d lifters, %,d)",
                    horizon.horizon().label(),
                    horizon.lifters(),
                    horizon.forecasts()));
        }
        text.append(" |\n|---").append("|--:".repeat(horizons.size())).append("|\n");
    }

    private static String fraction(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
