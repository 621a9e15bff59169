package dev.holdfast.timeline;

import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.Sex;
import dev.holdfast.load.Dose;
import dev.holdfast.packed.PackedReader;
import dev.holdfast.packed.PackedWriter;
import dev.holdfast.timeline.TimelineEntry.Content;
import dev.holdfast.timeline.TimelineEntry.Supersession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Timeline entries in as few bytes as they need, and where a timeline is cut into chunks.
 *
 * <p>Chunks are a function of the entries alone: cut greedily from the start, at most {@value #ENTRIES_MAX} entries each.
 * A cut falls only where both the local day and the instant rise across it, so that a day is never split and the facts
 * up to an instant are always whole chunks and a part of one, for travellers too. A single day that is larger than a
 * chunk makes a larger chunk.
 *
 * <p>Stored for ever: a change of the layout is a new version, and the old one stays readable.
 */
public final class TimelineChunk {
    public static final int ENTRIES_MAX = 64;

    private static final int VERSION = 1;

    /** Bound for reading: a longer one was never written. */
    private static final int ENTRIES_READ_MAX = 1_000_000;

    private static final int SUPERSEDED = 0x08;
    private static final int OFFSET_CHANGED = 0x10;
    private static final int ABOUT_OTHER = 0x20;
    private static final int FRACTION_OF_SECOND = 0x40;
    private static final int RANK = 0x07;
    private static final int[] NO_DOSES = {};

    private static final Sex[] SEXES = Sex.values();

    private TimelineChunk() {}

    // Cutting --------------------------------------------------------------------------------------------------------

    /**
     * Where the chunks of {@code entries} begin, the first at 0.
     *
     * @param entries in {@link TimelineEntry#EFFECTIVE_ORDER}
     */
    public static List<Integer> starts(List<TimelineEntry> entries) {
        int count = entries.size();
        if (count == 0) {
            return List.of();
        }
        long[] earliestFrom = new long[count + 1];
        earliestFrom[count] = Long.MAX_VALUE;
        for (int i = count - 1; i >= 0; i--) {
            earliestFrom[i] = Math.min(earliestFrom[i + 1], entries.get(i).atMicros());
        }
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        int chunkStart = 0;
        int lastCut = 0;
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            boolean cutHere = i > 0 && entries.get(i - 1).day() < entries.get(i).day() && latest < earliestFrom[i];
            if (cutHere) {
                lastCut = i;
            }
            latest = Math.max(latest, entries.get(i).atMicros());
            if (i - chunkStart >= ENTRIES_MAX && lastCut > chunkStart) {
                chunkStart = lastCut;
                starts.add(chunkStart);
            }
        }
        return starts;
    }

    // Packing --------------------------------------------------------------------------------------------------------

    public static byte[] encode(List<TimelineEntry> entries) {
        PackedWriter to = new PackedWriter();
        to.octet(VERSION);
        to.unsigned(entries.size());
        int day = 0;
        int offset = 0;
        long position = 0;
        long recordedAt = 0;
        for (TimelineEntry entry : entries) {
            long local = entry.atMicros() + entry.offsetSeconds() * AthleteState.MICROS_PER_SECOND;
            long ofDay = local - entry.day() * AthleteState.MICROS_PER_DAY;
            boolean fraction = ofDay % AthleteState.MICROS_PER_SECOND != 0;
            to.octet(entry.content().rank()
                    | (entry.superseded() == null ? 0 : SUPERSEDED)
                    | (entry.offsetSeconds() == offset ? 0 : OFFSET_CHANGED)
                    | (entry.about() == entry.key() ? 0 : ABOUT_OTHER)
                    | (fraction ? FRACTION_OF_SECOND : 0));
            to.signed((long) entry.day() - day);
            to.signed(fraction ? ofDay : ofDay / AthleteState.MICROS_PER_SECOND);
            if (entry.offsetSeconds() != offset) {
                to.signed(entry.offsetSeconds());
            }
            to.fixed64(entry.key());
            if (entry.about() != entry.key()) {
                to.fixed64(entry.about());
            }
            to.signed(entry.position() - position);
            to.signed(entry.recordedAtMicros() - recordedAt);
            Supersession by = entry.superseded();
            if (by != null) {
                to.unsigned(by.position());
                to.signed(by.recordedAtMicros() - entry.recordedAtMicros());
            }
            content(entry.content(), to);
            day = entry.day();
            offset = entry.offsetSeconds();
            position = entry.position();
            recordedAt = entry.recordedAtMicros();
        }
        return to.toBytes();
    }

    /** @throws IllegalArgumentException when {@code bytes} are no chunk of a known version */
    public static List<TimelineEntry> decode(byte[] bytes) {
        PackedReader from = new PackedReader(bytes);
        int version = from.octet();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "cannot read timeline chunk: version=" + version + ", known=" + VERSION + "; update this service");
        }
        int count = from.count(ENTRIES_READ_MAX);
        List<TimelineEntry> entries = new ArrayList<>(Math.min(count, ENTRIES_MAX));
        int day = 0;
        int offset = 0;
        long position = 0;
        long recordedAt = 0;
        for (int i = 0; i < count; i++) {
            int flags = from.octet();
            day = Math.toIntExact(day + from.signed());
            long ofDay = from.signed();
            if ((flags & FRACTION_OF_SECOND) == 0) {
                ofDay *= AthleteState.MICROS_PER_SECOND;
            }
            if ((flags & OFFSET_CHANGED) != 0) {
                offset = Math.toIntExact(from.signed());
            }
            long at = day * AthleteState.MICROS_PER_DAY + ofDay - offset * AthleteState.MICROS_PER_SECOND;
            long key = from.fixed64();
            long about = (flags & ABOUT_OTHER) == 0 ? key : from.fixed64();
            position += from.signed();
            recordedAt += from.signed();
            Supersession by =
                    (flags & SUPERSEDED) == 0 ? null : new Supersession(from.unsigned(), recordedAt + from.signed());
            Content content = content(flags & RANK, from);
            entries.add(new TimelineEntry(key, about, day, at, offset, position, recordedAt, by, content));
        }
        from.end();
        return entries;
    }

    private static void content(Content content, PackedWriter to) {
        switch (content) {
            case TimelineEntry.Start start -> {
                to.octet(start.inferred() ? 1 : 0);
                Integer year = start.yearOfBirth();
                to.unsigned(year == null ? 0 : year);
                Sex sex = start.sex();
                to.octet(sex == null ? 0 : sex.ordinal() + 1);
                PriorTraining prior = start.prior();
                to.unsigned(prior == null ? 0 : prior.trainedWeeks());
                if (prior != null) {
                    to.unsigned(prior.sessionsPerWeek());
                    to.unsigned(prior.pausedWeeks());
                }
            }
            case TimelineEntry.Session session -> {
                doses(session.movements(), to);
                doses(session.groups(), to);
                boolean load = !Double.isNaN(session.sessionLoad());
                to.unsigned((long) session.unknownSets().size() << 1 | (load ? 1 : 0));
                for (Map.Entry<String, Integer> unknown : session.unknownSets().entrySet()) {
                    to.text(unknown.getKey());
                    to.unsigned(unknown.getValue());
                }
                if (load) {
                    to.real(session.sessionLoad());
                }
            }
            case TimelineEntry.Assessment assessment -> {
                to.unsigned(assessment.movementId());
                to.unsigned(assessment.oneRepMaxGrams());
            }
            case TimelineEntry.Pause pause -> to.octet(pause.inferred() ? 1 : 0);
            case TimelineEntry.NoEffect none -> to.fixed64(none.about());
        }
    }

    private static Content content(int rank, PackedReader from) {
        return switch (rank) {
            case 0 -> {
                boolean inferred = from.octet() == 1;
                int year = from.count(9_999);
                int sex = from.octet();
                int weeks = from.count(9_999);
                PriorTraining prior = weeks == 0 ? null : new PriorTraining(weeks, from.count(99), from.count(9_999));
                yield new TimelineEntry.Start(
                        inferred, year == 0 ? null : (Integer) year, sex == 0 ? null : SEXES[sex - 1], prior);
            }
            case 1 -> {
                int[] movements = doses(from);
                int[] groups = doses(from);
                int names = from.count(1_000);
                Map<String, Integer> unknown = (names >> 1) == 0 ? Map.of() : new TreeMap<>();
                for (int i = 0; i < names >> 1; i++) {
                    unknown.put(from.text(), from.count(Integer.MAX_VALUE));
                }
                yield new TimelineEntry.Session(
                        movements, groups, unknown, (names & 1) == 0 ? Double.NaN : from.real());
            }
            case 2 -> new TimelineEntry.Assessment(from.count(Integer.MAX_VALUE), from.unsigned());
            case 3 -> new TimelineEntry.Pause(from.octet() == 1);
            case 4 -> new TimelineEntry.NoEffect(from.fixed64());
            default -> throw new IllegalArgumentException("cannot read timeline entry: kind=" + rank);
        };
    }

    private static void doses(int[] doses, PackedWriter to) {
        to.unsigned(doses.length);
        for (int dose : doses) {
            to.octet(Dose.id(dose));
            to.unsigned(Dose.milliSets(dose));
        }
    }

    private static int[] doses(PackedReader from) {
        int count = from.count(255);
        int[] doses = count == 0 ? NO_DOSES : new int[count];
        for (int i = 0; i < count; i++) {
            int id = from.octet();
            doses[i] = Dose.of(id, from.count(Dose.MILLI_SETS_MAX));
        }
        return doses;
    }
}
