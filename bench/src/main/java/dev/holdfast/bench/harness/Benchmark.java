package dev.holdfast.bench.harness;

import java.util.List;

/** Something measured side by side with those who do it otherwise. */
public interface Benchmark {
    String name();

    /** One sentence for the list of benchmarks. */
    String purpose();

    List<Comparison> run(Rounds rounds) throws Exception;
}
