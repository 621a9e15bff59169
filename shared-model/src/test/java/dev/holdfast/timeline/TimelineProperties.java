package dev.holdfast.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TimelineProperties {
    private static final AthleteFold FOLD = AthleteFold.standard();

    @Property(tries = 1_000)
    void fold_permutedArrival_sameBytes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int events) {
        List<RecordedEvent> life = Lives.of(seed, events).stream()
                .filter(event -> !(event.fact() instanceof TrainingEvent.SessionCorrected)
                        && !(event.fact() instanceof TrainingEvent.SessionRetracted))
                .toList();
        List<RecordedEvent> shuffled = new ArrayList<>(life);
        Collections.shuffle(shuffled, new Random(seed));
        List<RecordedEvent> renumbered = new ArrayList<>();
        for (RecordedEvent event : shuffled) {
            renumbered.add(Lives.event(
                    renumbered.size() + 1,
                    event.occurredAt().toInstant(),
                    event.occurredAt().getOffset().getTotalSeconds() / 3_600,
                    event.key().sourceEventId(),
                    event.fact()));
        }
        assertThat(stateOf(timelineOf(renumbered).entries()))
                .isEqualTo(stateOf(timelineOf(life).entries()));
    }

    @Property(tries = 1_000)
    void chunks_stateBeforePlusTail_equalsFullReplay(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int events) {
        List<TimelineEntry> entries = timelineOf(Lives.of(seed, events)).entries();
        byte[] whole = stateOf(entries);
        for (int start : TimelineChunk.starts(entries)) {
            AthleteState before = AthleteState.fromBytes(stateOf(entries.subList(0, start)));
            FOLD.applyStanding(entries.subList(start, entries.size()), before, CheckpointListener.NONE);
            assertThat(before.toBytes()).isEqualTo(whole);
        }
    }

    @Property(tries = 1_000)
    void chunks_cutOnlyWhereDayAndInstantRise(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int events) {
        List<TimelineEntry> entries = timelineOf(Lives.of(seed, events)).entries();
        List<Integer> starts = TimelineChunk.starts(entries);
        assertThat(starts).first().isEqualTo(0);
        for (int start : starts.subList(1, starts.size())) {
            long latest = entries.subList(0, start).stream()
                    .mapToLong(TimelineEntry::atMicros)
                    .max()
                    .orElseThrow();
            assertThat(entries.get(start).day())
                    .isGreaterThan(entries.get(start - 1).day());
            assertThat(entries.subList(start, entries.size())).allMatch(entry -> entry.atMicros() > latest);
        }
    }

    @Property(tries = 1_000)
    void chunks_cutAgainFromAnyStart_areTheSame(@ForAll long seed, @ForAll @IntRange(min = 65, max = 400) int events) {
        List<TimelineEntry> entries = timelineOf(Lives.of(seed, events)).entries();
        List<Integer> starts = TimelineChunk.starts(entries);
        for (int from : starts) {
            List<Integer> again = TimelineChunk.starts(entries.subList(from, entries.size())).stream()
                    .map(start -> start + from)
                    .toList();
            assertThat(again)
                    .isEqualTo(starts.stream().filter(start -> start >= from).toList());
        }
    }

    @Property(tries = 1_000)
    void codec_roundTrip(@ForAll long seed, @ForAll @IntRange(min = 0, max = 150) int events) {
        List<TimelineEntry> entries = timelineOf(Lives.of(seed, events)).entries();
        byte[] bytes = TimelineChunk.encode(entries);
        assertThat(TimelineChunk.decode(bytes)).isEqualTo(entries);
        assertThat(TimelineChunk.encode(TimelineChunk.decode(bytes))).isEqualTo(bytes);
        byte[] state = stateOf(entries);
        assertThat(AthleteState.fromBytes(state).toBytes()).isEqualTo(state);
        assertThat(AthleteState.fromBytes(state).copy().toBytes()).isEqualTo(state);
    }

    @Property(tries = 1_000)
    void become_afterAnyOtherState_isThatStateAndGoesOnAlike(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int events) {
        List<TimelineEntry> entries = timelineOf(Lives.of(seed, events)).entries();
        byte[] half = stateOf(entries.subList(0, entries.size() / 2));
        AthleteState reused = AthleteState.fromBytes(
                stateOf(timelineOf(Lives.of(seed + 1, 150)).entries()));
        BodyAt.consume(reused, Instant.parse("2100-01-01T00:00:00Z"), FOLD);
        reused.become(half);
        assertThat(reused.toBytes()).isEqualTo(half);
        FOLD.applyStanding(entries.subList(entries.size() / 2, entries.size()), reused, CheckpointListener.NONE);
        assertThat(reused.toBytes()).isEqualTo(stateOf(entries));
    }

    @Property(tries = 1_000)
    void knownAt_visibleEntries_equalTheTimelineOfThatTime(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int events,
            @ForAll @IntRange(min = 0, max = 120) int known) {
        List<RecordedEvent> life = Lives.of(seed, events);
        int position = Math.min(known, events);
        byte[] then = stateOf(timelineOf(life.subList(0, position)).entries());
        AthleteState recalled = AthleteState.untrained();
        for (TimelineEntry entry : timelineOf(life).entries()) {
            if (entry.visibleAt(position)) {
                FOLD.apply(entry, recalled, CheckpointListener.NONE);
            }
        }
        assertThat(recalled.toBytes()).isEqualTo(then);
    }

    @Property(tries = 1_000)
    void correctedAndRetracted_equalALifeThatWasLoggedRightAtOnce(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int events) {
        Timeline right = new Timeline(List.of());
        Map<String, RecordedEvent> standing = new HashMap<>();
        Map<String, String> sessionOf = new HashMap<>();
        List<RecordedEvent> life = Lives.of(seed, events);
        for (RecordedEvent event : life) {
            String id = event.key().sourceEventId();
            switch (event.fact()) {
                case TrainingEvent.SessionLogged session -> {
                    sessionOf.put(id, id);
                    standing.put(id, event);
                }
                case TrainingEvent.SessionRetracted retracted ->
                    standing.remove(sessionOf.get(retracted.retracted().sourceEventId()));
                case TrainingEvent.SessionCorrected corrected -> {
                    String session = sessionOf.get(corrected.corrected().sourceEventId());
                    if (session != null && standing.containsKey(session)) {
                        sessionOf.put(id, session);
                        standing.put(
                                session,
                                Lives.event(
                                        event.position(),
                                        event.occurredAt().toInstant(),
                                        event.occurredAt().getOffset().getTotalSeconds() / 3_600,
                                        id,
                                        corrected.replacement()));
                    }
                }
                default -> standing.put(id, event);
            }
        }
        standing.values().forEach(event -> right.change(TimelineChange.of(event, FOLD.catalogue())));
        assertThat(stateOf(timelineOf(life).entries())).isEqualTo(stateOf(right.entries()));
    }

    @Property(tries = 1_000)
    void body_everyFigureInBounds(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 120) int events,
            @ForAll @IntRange(min = -100, max = 20_000) int hours) {
        List<TimelineEntry> entries = timelineOf(Lives.of(seed, events)).entries();
        AthleteState state = AthleteState.fromBytes(stateOf(entries));
        long last = entries.stream().mapToLong(TimelineEntry::atMicros).max().orElse(0);
        Instant at = TimelineChange.instant(last).plusSeconds(3_600L * hours);
        BodyAt body = BodyAt.of(state, at, FOLD);
        assertThat(body.strengthRatio()).isBetween(1.0, 3.0);
        assertThat(body.sharpness()).isBetween(0.0, 1.0 + 1e-9);
        assertThat(body.kept().nuclei()).isBetween(0.0, 1.0);
        assertThat(body.kept().trace()).isBetween(0.0, 1.0);
        assertThat(body.kept().strength()).isBetween(0.0, 1.0);
        for (MovementAt movement : body.movements()) {
            assertThat(movement.expression())
                    .isLessThanOrEqualTo(movement.motor().trace() * (1 + 1e-12));
            assertThat(movement.motor().ageDays()).isNotNegative();
        }
    }

    private static Timeline timelineOf(List<RecordedEvent> life) {
        Timeline timeline = new Timeline(List.of());
        life.forEach(event -> timeline.change(TimelineChange.of(event, FOLD.catalogue())));
        return timeline;
    }

    private static byte[] stateOf(List<TimelineEntry> entries) {
        AthleteState state = AthleteState.untrained();
        FOLD.applyStanding(entries, state, CheckpointListener.NONE);
        return state.toBytes();
    }
}
