package dev.holdfast.bench;

import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Report;
import dev.holdfast.bench.harness.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The entry point of {@code holdfast bench}. */
@Command(
        name = "holdfast bench",
        mixinStandardHelpOptions = true,
        description = "Measures Holdfast side by side with its peers over the same database, in turns.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured, goals reached or not", "1:a side failed", "2:no such benchmark or option"})
public final class BenchMain implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Benchmarks to run. Without a name they are listed.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--quick", description = "End within five minutes.")
    private boolean quick;

    @Option(names = "--json", description = "Print a JSON array instead of a table.")
    private boolean json;

    private final Map<String, Benchmark> benchmarks = new TreeMap<>();

    private BenchMain() {
        for (Benchmark benchmark : Benchmarks.all()) {
            benchmarks.put(benchmark.name(), benchmark);
        }
    }

    public static void main(String[] args) {
        // Set before anything logs: results go to standard output, and peers' chatter would only hide the progress.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.setProperty("axoniq.update-checker.disabled", "true");
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        // Without it the log manager keeps to itself why a side was slow.
        root.addHandler(new ConsoleHandler());
        System.exit(new CommandLine(new BenchMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (names.isEmpty()) {
            benchmarks
                    .values()
                    .forEach(benchmark -> System.out.printf("%-18s %s%n", benchmark.name(), benchmark.purpose()));
            return 0;
        }
        for (String name : names) {
            if (!benchmarks.containsKey(name)) {
                System.err.printf(
                        "no such benchmark: name=%s; give one of %s%n", name, String.join(", ", benchmarks.keySet()));
                return 2;
            }
        }
        List<Comparison> comparisons = new ArrayList<>();
        Rounds rounds = new Rounds(quick, System.err);
        for (String name : names) {
            Benchmark benchmark = benchmarks.get(name);
            if (benchmark != null) {
                comparisons.addAll(benchmark.run(rounds));
            }
        }
        System.out.println(json ? Report.json(comparisons) : Report.table(comparisons));
        return 0;
    }
}
