package dev.holdfast.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.event.RecordedEvent;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Live work, a rebuild and a replay of timelines give the rows that a fold of all facts in memory gives. */
class AthleteRevisionProperties {
    private static final AthleteFold FOLD = AthleteFold.standard();
    private static final ModelIdentity MODEL = ModelIdentity.of(FOLD);
    private static final AthleteKey KEY = new AthleteKey("t", "a0");

    @Property(tries = 1_000)
    void revisions_anyBatches_equalRebuildAndFold(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 250) int events,
            @ForAll @IntRange(min = 1, max = 80) int batchMax) {
        List<TimelineChange> changes = new ArrayList<>();
        for (RecordedEvent event : new RandomLife(seed, "t").next(1, events)) {
            changes.add(TimelineChange.of(event, FOLD.catalogue()));
        }
        Revision rebuilt = AthleteRevision.of(FOLD, MODEL, KEY, StoredAthlete.NONE, changes);
        Rows live = new Rows();
        Random random = new Random(seed);
        for (int from = 0; from < changes.size(); ) {
            int to = Math.min(changes.size(), from + 1 + random.nextInt(batchMax));
            live.revise(changes.subList(from, to));
            from = to;
        }
        assertThat(live.text()).isEqualTo(text(rebuilt));

        AthleteRow current = rebuilt.current();
        assertThat(current).isNotNull();
        Timeline timeline = new Timeline(List.of());
        changes.forEach(timeline::change);
        AthleteState state = AthleteState.untrained();
        FOLD.applyStanding(timeline.entries(), state, CheckpointListener.NONE);
        assertThat(current.state()).isEqualTo(state.toBytes());

        Revision replayed = AthleteRevision.replayed(
                FOLD,
                MODEL,
                KEY,
                rebuilt.chunks().stream().map(ChunkRow::entries).toList());
        assertThat(text(replayed)).isEqualTo(text(rebuilt));
    }

    private static String text(Revision revision) {
        Rows rows = new Rows();
        rows.save(revision);
        return rows.text();
    }

    /** The three tables of one athlete, in memory. */
    private static final class Rows {
        private final TreeMap<Long, ChunkRow> chunks = new TreeMap<>();
        private final List<CheckpointRow> checkpoints = new ArrayList<>();
        private AthleteRow current = new AthleteRow(0, 0, null, 0, new byte[0], new byte[0]);
        private boolean empty = true;

        void revise(List<TimelineChange> changes) {
            boolean reaches = !empty
                    && changes.stream()
                            .anyMatch(change -> AthleteRevision.reachesBefore(
                                    chunks.lastEntry().getValue(), change));
            StoredAthlete stored = empty
                    ? StoredAthlete.NONE
                    : new StoredAthlete(
                            current.position(),
                            current.state(),
                            reaches
                                    ? List.copyOf(chunks.values())
                                    : List.of(chunks.lastEntry().getValue()));
            save(AthleteRevision.of(FOLD, MODEL, KEY, stored, changes));
        }

        void save(Revision revision) {
            Long from = revision.deleteFromMicros();
            if (from != null) {
                chunks.tailMap(from).clear();
                checkpoints.removeIf(checkpoint -> checkpoint.chunkMicros() >= from);
            }
            revision.chunks().forEach(chunk -> chunks.put(chunk.fromMicros(), chunk));
            checkpoints.addAll(revision.checkpoints());
            AthleteRow now = revision.current();
            if (now != null) {
                current = now;
                empty = false;
            }
        }

        String text() {
            HexFormat hex = HexFormat.of();
            StringBuilder text = new StringBuilder()
                    .append(current.position())
                    .append(' ')
                    .append(current.lastMicros())
                    .append(' ')
                    .append(hex.formatHex(current.state()))
                    .append(hex.formatHex(current.digest()))
                    .append('\n');
            chunks.values()
                    .forEach(chunk -> text.append(chunk.fromMicros())
                            .append(' ')
                            .append(chunk.beforePosition())
                            .append(' ')
                            .append(hex.formatHex(chunk.stateBefore()))
                            .append(hex.formatHex(chunk.entries()))
                            .append(hex.formatHex(chunk.digestBefore()))
                            .append('\n'));
            checkpoints.stream()
                    .sorted(Comparator.comparingLong(CheckpointRow::effectiveMicros)
                            .thenComparing(CheckpointRow::kind)
                            .thenComparingLong(CheckpointRow::cause))
                    .forEach(checkpoint -> text.append(checkpoint.kind())
                            .append(' ')
                            .append(checkpoint.effectiveMicros())
                            .append(' ')
                            .append(checkpoint.position())
                            .append(' ')
                            .append(hex.formatHex(checkpoint.digest()))
                            .append('\n'));
            return text.toString();
        }
    }
}
