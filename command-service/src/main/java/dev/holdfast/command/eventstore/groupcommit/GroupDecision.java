package dev.holdfast.command.eventstore.groupcommit;

import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.DuplicateKeyException;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.PendingSessions;
import dev.holdfast.command.eventstore.SessionSets;
import dev.holdfast.command.eventstore.Suspect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a group may append, and where. Each is judged against the database and against the members before
 * it; one that is refused takes nobody along.
 */
final class GroupDecision {
    private final AppendSql.Head head;
    private final List<NewEvent> events = new ArrayList<>();
    private final Map<AthleteKey, Long> phaseChanges = new HashMap<>();
    private final Set<NewEvent.StoredKey> keys = new HashSet<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final PendingSessions sessions = new PendingSessions();
    /** Suspects among the group's own sessions, by index into the events. */
    private final Map<Integer, List<Suspect>> suspects = new HashMap<>();

    private GroupDecision(AppendSql.Head head) {
        this.head = head;
    }

    /** What one caller is answered once the commit is durable. */
    record Outcome(
            PendingAppend append,
            @Nullable Appended appended,
            @Nullable RuntimeException refusal) {
        void complete() {
            if (refusal != null) {
                append.result().completeExceptionally(refusal);
            } else {
                append.result().complete(appended);
            }
        }
    }

    /** Whether {@code group} can be decided without the store, if its head is at {@code head}. */
    static boolean needsNoStore(AppendSql.Head head, PhaseCache phases, List<PendingAppend> group) {
        for (PendingAppend append : group) {
            Guard guard = append.guard();
            if (guard != null
                    && guard.marker() != head.position()
                    && (guard.marker() > head.position()
                            || !(guard instanceof Guard.OnPhases)
                            || !phases.knowsAfter(guard.marker()))) {
                return false;
            }
            for (NewEvent event : append.events()) {
                if (event.revised() != null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** @param looksKeysUp whether to look for stored keys; otherwise one makes the append fail, and with it the group */
    static GroupDecision decide(
            Connection connection,
            AppendSql.Head head,
            PhaseCache phases,
            List<PendingAppend> group,
            boolean looksKeysUp)
            throws SQLException {
        GroupDecision decision = new GroupDecision(head);
        BitSet conflicts = conflicts(connection, head, phases, group);
        Set<Integer> duplicates = looksKeysUp ? duplicates(connection, group) : Set.of();
        for (int i = 0; i < group.size(); i++) {
            decision.judge(group.get(i), conflicts.get(i), duplicates.contains(i));
        }
        return decision;
    }

    /** Whether a member was refused for its key. */
    boolean foundRepeats() {
        return outcomes.stream().anyMatch(outcome -> outcome.refusal() instanceof DuplicateKeyException);
    }

    /** The events to insert, in order: the first goes to the position after the head. */
    List<NewEvent> events() {
        return events;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** Of each athlete whom the events start or pause, the position of the last of these. */
    Map<AthleteKey, Long> phaseChanges() {
        return phaseChanges;
    }

    long headAfter() {
        return head.position() + events.size();
    }

    /** Adds what the append has found: {@code stored} sessions that may be the same, by index into the events. */
    void suspect(Map<Integer, List<Suspect>> stored) {
        stored.forEach((i, found) ->
                suspects.computeIfAbsent(i, k -> new ArrayList<>()).addAll(found));
        if (suspects.isEmpty()) {
            return;
        }
        outcomes.replaceAll(outcome -> {
            Appended appended = outcome.appended();
            return appended == null
                    ? outcome
                    : new Outcome(outcome.append(), appended.with(suspectsOf(appended)), null);
        });
    }

    private List<Suspect> suspectsOf(Appended appended) {
        return LongStream.rangeClosed(appended.positionFirst(), appended.positionLast())
                .mapToObj(position -> suspects.getOrDefault((int) (position - head.position() - 1), List.of()))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Whether this decision's commit, of which no answer came, did happen. The caller holds the head's lock. One event
     * says too little: its sender may have sent it again meanwhile, to another process.
     */
    boolean isStored(Connection connection) throws SQLException {
        return EventSql.eventIds(connection, head.position(), events.size())
                .equals(events.stream().map(NewEvent::eventId).toList());
    }

    private void judge(PendingAppend append, boolean conflicts, boolean duplicate) {
        NewEvent.StoredKey repeated = duplicate ? append.events().getFirst().key() : repeatedKey(append);
        Guard guard = append.guard();
        if (repeated != null) {
            outcomes.add(new Outcome(append, null, new DuplicateKeyException(repeated)));
        } else if (conflicts || (guard != null && conflictsWithinGroup(guard))) {
            append.events().forEach(event -> keys.remove(event.key()));
            long seen = guard == null ? head.position() : guard.marker();
            outcomes.add(new Outcome(append, null, new ConflictException(seen)));
        } else {
            long first = headAfter() + 1;
            for (NewEvent event : append.events()) {
                compare(event);
                events.add(event);
                if (event.owner() != null && EventSql.changesPhase(event.type())) {
                    phaseChanges.put(event.owner(), headAfter());
                }
            }
            outcomes.add(new Outcome(append, new Appended(first, headAfter(), List.of()), null));
        }
    }

    private void compare(NewEvent event) {
        SessionSets sets = event.ownSets();
        if (sets != null) {
            List<Suspect> found = sessions.suspectsOf(sets);
            if (!found.isEmpty()) {
                suspects.put(events.size(), new ArrayList<>(found));
            }
            sessions.add(sets, Suspect.of(event, headAfter() + 1));
        }
    }

    /** Takes the keys of {@code append}, unless a member before it or the append itself has one of them already. */
    private NewEvent.@Nullable StoredKey repeatedKey(PendingAppend append) {
        for (int i = 0; i < append.events().size(); i++) {
            NewEvent.StoredKey key = append.events().get(i).key();
            if (!keys.add(key)) {
                // What is refused takes no key away from the members after it.
                append.events().subList(0, i).forEach(event -> keys.remove(event.key()));
                return key;
            }
        }
        return null;
    }

    private boolean conflictsWithinGroup(Guard guard) {
        return switch (guard) {
            case Guard.OnPhases it -> phaseChanges.containsKey(it.athlete());
            case Guard.OnEvents it -> events.stream().anyMatch(it.reads());
        };
    }

    private static BitSet conflicts(
            Connection connection, AppendSql.Head head, PhaseCache phases, List<PendingAppend> group)
            throws SQLException {
        BitSet conflicts = new BitSet();
        List<Integer> late = new ArrayList<>();
        List<AthleteKey> owners = new ArrayList<>();
        List<Long> markers = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Guard guard = group.get(i).guard();
            // A decision that has seen the head has seen everything.
            if (guard == null || guard.marker() == head.position()) {
                continue;
            }
            if (guard.marker() > head.position()) {
                // It has seen what is no longer there: the store was put back.
                conflicts.set(i);
                continue;
            }
            switch (guard) {
                case Guard.OnEvents it -> conflicts.set(i, it.changed().on(connection));
                case Guard.OnPhases it -> {
                    if (phases.knowsAfter(it.marker())) {
                        conflicts.set(i, phases.changedAfter(it.athlete(), it.marker()));
                    } else {
                        late.add(i);
                        owners.add(it.athlete());
                        markers.add(it.marker());
                    }
                }
            }
        }
        EventSql.phaseChanged(connection, owners, markers).stream()
                .forEach(changed -> conflicts.set(late.get(changed)));
        conflicts.or(revisionsOfNothing(connection, group));
        return conflicts;
    }

    /** The members that revise a session which is no longer stored: its athlete was erased since they were decided. */
    private static BitSet revisionsOfNothing(Connection connection, List<PendingAppend> group) throws SQLException {
        List<NewEvent.StoredKey> revised = new ArrayList<>();
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            for (NewEvent event : group.get(i).events()) {
                if (event.revised() != null && event.owner() != null) {
                    revised.add(new NewEvent.StoredKey(
                            event.owner().tenant(),
                            event.revised().source(),
                            event.revised().sourceEventId()));
                    members.add(i);
                }
            }
        }
        BitSet nothing = new BitSet();
        if (!revised.isEmpty()) {
            Set<Integer> stored = EventSql.stored(connection, revised).keySet();
            for (int i = 0; i < revised.size(); i++) {
                if (!stored.contains(i)) {
                    nothing.set(members.get(i));
                }
            }
        }
        return nothing;
    }

    /** The members one of whose keys is stored. */
    private static Set<Integer> duplicates(Connection connection, List<PendingAppend> group) throws SQLException {
        List<NewEvent.StoredKey> asked = new ArrayList<>();
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            for (NewEvent event : group.get(i).events()) {
                asked.add(event.key());
                members.add(i);
            }
        }
        Set<Integer> duplicates = new HashSet<>();
        EventSql.stored(connection, asked).keySet().forEach(found -> duplicates.add(members.get(found)));
        return duplicates;
    }
}
