package dev.holdfast.bench;

import dev.holdfast.bench.codec.CodecBenchmark;
import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.model.ModelBenchmark;
import dev.holdfast.bench.projection.GrowthBenchmark;
import dev.holdfast.bench.projection.LiveBenchmark;
import dev.holdfast.bench.projection.QueryPastBenchmark;
import dev.holdfast.bench.projection.RebuildBenchmark;
import dev.holdfast.bench.projection.RebuildTimelineBenchmark;
import dev.holdfast.bench.read.HttpReadBenchmark;
import dev.holdfast.bench.store.AppendBenchmark;
import dev.holdfast.bench.store.AppendHttpBenchmark;
import dev.holdfast.bench.store.ImportBenchmark;
import dev.holdfast.bench.store.SnapshotBenchmark;
import dev.holdfast.bench.store.SourceBenchmark;
import dev.holdfast.bench.store.StoreSizeBenchmark;
import java.util.List;

/** All there are, in the order of an event's journey. */
final class Benchmarks {
    private Benchmarks() {}

    static List<Benchmark> all() {
        return List.of(
                new CodecBenchmark(),
                new AppendBenchmark(),
                new SnapshotBenchmark(),
                new AppendHttpBenchmark(),
                new ImportBenchmark(),
                new SourceBenchmark(),
                new StoreSizeBenchmark(),
                new RebuildBenchmark(),
                new RebuildTimelineBenchmark(),
                new HttpReadBenchmark(),
                new LiveBenchmark(),
                new GrowthBenchmark(),
                new QueryPastBenchmark(),
                new ModelBenchmark());
    }
}
