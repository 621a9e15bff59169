package dev.holdfast.bench.codec;

import dev.holdfast.bench.harness.Benchmark;
import dev.holdfast.bench.harness.Comparison;
import dev.holdfast.bench.harness.Contender;
import dev.holdfast.bench.harness.Rival;
import dev.holdfast.bench.harness.Rounds;
import dev.holdfast.bench.harness.Score;
import dev.holdfast.bench.workload.GeneratedSessions;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides how payloads are kept: bytes, encode and decode rate of sessions of 20 sets, down to and up from the facts. */
public final class CodecBenchmark implements Benchmark {
    /** Coding never waits, so the thread's own time counts: what else the machine does must not show. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final long SEED = 20;
    private static final int SESSIONS = 1_000;
    private static final long RUN_NANOS = 500_000_000L;

    private final List<SessionLogged> sessions = new ArrayList<>();

    public CodecBenchmark() {
        GeneratedSessions generated = new GeneratedSessions(SEED);
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(generated.next());
        }
    }

    @Override
    public String name() {
        return "codec";
    }

    @Override
    public String purpose() {
        return "payload bytes, encode and decode rate of a session of 20 sets, against JSON, CBOR and Avro";
    }

    @Override
    public List<Comparison> run(Rounds rounds) throws Exception {
        Map<String, PayloadCodec> rivals = new LinkedHashMap<>();
        rivals.put("JSON", JacksonCodec.json());
        rivals.put("CBOR", JacksonCodec.cbor());
        rivals.put("Avro", new AvroCodec());
        PayloadCodec ours = new ProtobufCodec();
        rivals.forEach((against, codec) -> proveEqual(against, codec));
        proveEqual("Protobuf", ours);

        List<Comparison> comparisons = new ArrayList<>();
        comparisons.addAll(rounds.compare("codec", bytes(ours), rivals(rivals, " bytes", this::bytes)));
        comparisons.addAll(rounds.compare("codec", encode(ours), rivals(rivals, " encode", this::encode)));
        comparisons.addAll(rounds.compare("codec", decode(ours), rivals(rivals, " decode", this::decode)));
        return comparisons;
    }

    private static List<Rival> rivals(Map<String, PayloadCodec> codecs, String what, Measure measure) {
        List<Rival> rivals = new ArrayList<>();
        codecs.forEach((against, codec) -> rivals.add(new Rival(against + what, 1, measure.of(codec))));
        return rivals;
    }

    private void proveEqual(String name, PayloadCodec codec) {
        for (SessionLogged session : sessions) {
            if (!codec.decode(codec.encode(session)).equals(session)) {
                throw new IllegalStateException("codec changes the facts: codec=" + name);
            }
        }
    }

    private Contender bytes(PayloadCodec codec) {
        return () -> {
            long bytes = 0;
            for (SessionLogged session : sessions) {
                bytes += codec.encode(session).length;
            }
            return new Score((double) bytes / SESSIONS, Score.Unit.BYTES_PER_EVENT);
        };
    }

    private Contender encode(PayloadCodec codec) {
        return () -> {
            long count = 0;
            long bytes = 0;
            long start = CPU.getCurrentThreadCpuTime();
            long nanos;
            do {
                for (SessionLogged session : sessions) {
                    bytes += codec.encode(session).length;
                }
                count += SESSIONS;
                nanos = CPU.getCurrentThreadCpuTime() - start;
            } while (nanos < RUN_NANOS);
            return used(bytes, count, nanos);
        };
    }

    private Contender decode(PayloadCodec codec) {
        List<byte[]> encoded = sessions.stream().map(codec::encode).toList();
        return () -> {
            long count = 0;
            long exercises = 0;
            long start = CPU.getCurrentThreadCpuTime();
            long nanos;
            do {
                for (byte[] bytes : encoded) {
                    exercises += codec.decode(bytes).exercises().size();
                }
                count += SESSIONS;
                nanos = CPU.getCurrentThreadCpuTime() - start;
            } while (nanos < RUN_NANOS);
            return used(exercises, count, nanos);
        };
    }

    /** The result of the work is looked at, so that the compiler cannot leave the work out. */
    private static Score used(long result, long count, long nanos) {
        if (result == 0) {
            throw new IllegalStateException("nothing was coded");
        }
        return Score.rate(count, nanos, Score.Unit.CODINGS_PER_SECOND);
    }

    private interface Measure {
        Contender of(PayloadCodec codec);
    }
}
