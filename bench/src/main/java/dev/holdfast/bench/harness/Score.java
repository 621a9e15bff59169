package dev.holdfast.bench.harness;

/** What one run of one contender came to. */
public record Score(double value, Unit unit) {
    /** What is counted, and which way is better. */
    public enum Unit {
        EVENTS_PER_SECOND("events/s", true),
        READS_PER_SECOND("reads/s", true),
        CODINGS_PER_SECOND("payloads/s", true),
        BYTES_PER_EVENT("bytes/event", false),
        MICROSECONDS("µs", false);

        private final String label;
        private final boolean higherIsBetter;

        Unit(String label, boolean higherIsBetter) {
            this.label = label;
            this.higherIsBetter = higherIsBetter;
        }

        public String label() {
            return label;
        }
    }

    public Score {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a run must come to something: value=" + value + " " + unit.label);
        }
    }

    /** Work done in a time, as a rate. */
    public static Score rate(long count, long nanos, Unit unit) {
        return new Score(count * 1e9 / nanos, unit);
    }

    /** More than 1 when this is the better one of the two: faster, or smaller. */
    public double ratioTo(Score other) {
        if (unit != other.unit) {
            throw new IllegalArgumentException("cannot compare " + unit + " with " + other.unit);
        }
        return unit.higherIsBetter ? value / other.value : other.value / value;
    }
}
