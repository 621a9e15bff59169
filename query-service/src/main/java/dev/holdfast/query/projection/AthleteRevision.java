package dev.holdfast.query.projection;

import dev.holdfast.checkpoint.Checkpoint;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.AthleteRow;
import dev.holdfast.query.readstore.CheckpointRow;
import dev.holdfast.query.readstore.ChunkRow;
import dev.holdfast.query.readstore.Revision;
import dev.holdfast.query.readstore.StoredAthlete;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.CheckpointListener;
import dev.holdfast.timeline.Timeline;
import dev.holdfast.timeline.TimelineChange;
import dev.holdfast.timeline.TimelineChunk;
import dev.holdfast.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds a batch of events into one athlete's timeline. A batch that only adds newer facts continues from the current
 * state; any other folds again from the first chunk it touches. Both give the same rows.
 */
public final class AthleteRevision {
    private final AthleteFold fold;
    private final ModelIdentity model;
    private final AthleteKey key;
    private final StoredAthlete stored;

    private final List<ChunkRow> chunks = new ArrayList<>();
    private final List<CheckpointRow> checkpoints = new ArrayList<>();

    // Where the fold stands.
    private AthleteState state = AthleteState.untrained();
    private long position;
    private long lastMicros = Long.MIN_VALUE;
    private long chunkMicros;

    private AthleteRevision(AthleteFold fold, ModelIdentity model, AthleteKey key, StoredAthlete stored) {
        this.fold = fold;
        this.model = model;
        this.key = key;
        this.stored = stored;
    }

    /** Whether {@code change} can only be made when more of the timeline is read than the chunk {@code last}. */
    static boolean reachesBefore(ChunkRow last, TimelineChange change) {
        return switch (change) {
            case TimelineChange.Add add ->
                add.entry().atMicros() < last.fromMicros() || add.entry().day() < last.fromDay();
            case TimelineChange.TakeBack takeBack -> true;
            case TimelineChange.Erase erase -> false;
        };
    }

    /** @param changes in the order of their positions */
    public static Revision of(
            AthleteFold fold, ModelIdentity model, AthleteKey key, StoredAthlete stored, List<TimelineChange> changes) {
        return new AthleteRevision(fold, model, key, stored).revise(changes);
    }

    /**
     * Folds a whole timeline again; its entries stay as they are.
     *
     * @param chunks all packed chunks of the athlete in order
     */
    public static Revision replayed(AthleteFold fold, ModelIdentity model, AthleteKey key, List<byte[]> chunks) {
        return new AthleteRevision(fold, model, key, StoredAthlete.NONE).replay(chunks);
    }

    private Revision replay(List<byte[]> packed) {
        for (byte[] bytes : packed) {
            foldChunk(TimelineChunk.decode(bytes), bytes);
        }
        return new Revision(key, false, null, chunks, checkpoints, current(position));
    }

    private Revision revise(List<TimelineChange> changes) {
        List<TimelineEntry> old = new ArrayList<>();
        List<Integer> oldStarts = new ArrayList<>();
        for (ChunkRow chunk : stored.chunks()) {
            oldStarts.add(old.size());
            old.addAll(TimelineChunk.decode(chunk.entries()));
        }
        Timeline timeline = new Timeline(old);
        boolean erased = false;
        for (TimelineChange change : changes) {
            timeline.change(change);
            erased |= change instanceof TimelineChange.Erase;
        }
        List<TimelineEntry> entries = timeline.entries();
        List<Integer> starts = TimelineChunk.starts(entries);
        byte[] current = stored.state();
        boolean grows = !erased
                && timeline.untouched() == old.size()
                && starts.stream().filter(start -> start < old.size()).toList().equals(oldStarts);
        Long deleteFrom = null;
        if (grows && current != null) {
            state = AthleteState.fromBytes(current);
            position = stored.position();
            append(entries, starts, old);
        } else {
            if (!erased && !stored.chunks().isEmpty()) {
                ChunkRow first = stored.chunks().getFirst();
                deleteFrom = first.fromMicros();
                state = AthleteState.fromBytes(first.stateBefore());
                position = first.beforePosition();
                lastMicros = first.beforeMicros() == null ? Long.MIN_VALUE : first.beforeMicros();
            }
            foldChunks(entries, starts, 0);
        }
        return new Revision(
                key,
                erased,
                deleteFrom,
                chunks,
                checkpoints,
                entries.isEmpty() ? null : current(changes.getLast().position()));
    }

    /** The last stored chunk grows, and new ones follow. */
    private void append(List<TimelineEntry> entries, List<Integer> starts, List<TimelineEntry> old) {
        int lastStart = starts.stream().filter(start -> start < old.size()).reduce(0, (a, b) -> b);
        ChunkRow last = stored.chunks().getLast();
        chunkMicros = last.fromMicros();
        for (TimelineEntry entry : old) {
            lastMicros = Math.max(lastMicros, entry.atMicros());
        }
        int end = starts.stream().filter(start -> start > lastStart).findFirst().orElse(entries.size());
        foldEntries(entries.subList(old.size(), end));
        if (end > old.size()) {
            List<TimelineEntry> grown = entries.subList(lastStart, end);
            chunks.add(new ChunkRow(
                    last.fromMicros(),
                    last.fromDay(),
                    grown.size(),
                    last.beforePosition(),
                    last.beforeMicros(),
                    last.stateBefore(),
                    last.digestBefore(),
                    TimelineChunk.encode(grown)));
        }
        foldChunks(entries, starts, end);
    }

    private void foldChunks(List<TimelineEntry> entries, List<Integer> starts, int from) {
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            if (start >= from) {
                int end = i + 1 < starts.size() ? starts.get(i + 1) : entries.size();
                List<TimelineEntry> chunk = entries.subList(start, end);
                foldChunk(chunk, TimelineChunk.encode(chunk));
            }
        }
    }

    private void foldChunk(List<TimelineEntry> chunk, byte[] packed) {
        chunkMicros = Long.MAX_VALUE;
        for (TimelineEntry entry : chunk) {
            chunkMicros = Math.min(chunkMicros, entry.atMicros());
        }
        byte[] before = state.toBytes();
        Long beforeMicros = lastMicros == Long.MIN_VALUE ? null : (Long) lastMicros;
        chunks.add(new ChunkRow(
                chunkMicros,
                chunk.getFirst().day(),
                chunk.size(),
                position,
                beforeMicros,
                before,
                digest(beforeMicros == null ? chunkMicros : beforeMicros, before),
                packed));
        foldEntries(chunk);
    }

    private void foldEntries(List<TimelineEntry> entries) {
        for (TimelineEntry entry : entries) {
            position = Math.max(position, entry.lastPosition());
            lastMicros = Math.max(lastMicros, entry.atMicros());
            if (entry.stands()) {
                fold.apply(entry, state, new Recorder(entry));
            }
        }
    }

    private AthleteRow current(long lastPosition) {
        byte[] bytes = state.toBytes();
        return new AthleteRow(
                Math.max(position, lastPosition),
                lastMicros,
                state.lastSessionMicros(),
                state.sessions(),
                bytes,
                digest(lastMicros, bytes));
    }

    private byte[] digest(long effectiveMicros, byte[] state) {
        return new Checkpoint(position, effectiveMicros, model, state).digest();
    }

    /** Keeps a checkpoint of every start and pause that an entry is, or that its gap to the one before implies. */
    private final class Recorder implements CheckpointListener {
        private final TimelineEntry cause;

        Recorder(TimelineEntry cause) {
            this.cause = cause;
        }

        @Override
        public void started(long atMicros, boolean inferred, AthleteState before) {
            keep(CheckpointRow.START, atMicros, inferred, before);
        }

        @Override
        public void paused(long atMicros, boolean inferred, AthleteState then) {
            keep(CheckpointRow.PAUSE, atMicros, inferred, then);
        }

        private void keep(String kind, long atMicros, boolean inferred, AthleteState kept) {
            byte[] bytes = kept.toBytes();
            checkpoints.add(new CheckpointRow(
                    atMicros, kind, cause.key(), chunkMicros, inferred, position, bytes, digest(atMicros, bytes)));
        }
    }
}
