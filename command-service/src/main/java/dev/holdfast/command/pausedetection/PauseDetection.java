package dev.holdfast.command.pausedetection;

import dev.holdfast.command.athlete.Decider;
import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoreConnections;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.kit.postgres.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Records the pauses that nobody reports: an athlete without a session for longer than the tenant's policy has paused since
 * the last one.
 *
 * <p>Each step is one transaction: it takes new events into the watch, finds who is due, appends the pauses and notes
 * them. The lock on the watch's progress makes several instances take turns, the head's lock keeps sessions from coming
 * in between, and a pause's key follows from the session that it follows, so that none is recorded twice.
 *
 * <p>The fold of states finds gaps itself and takes recorded inferred pauses as notes only. So a session that comes late
 * and lies inside an inferred pause needs no repair: the fold sees the shorter gap.
 */
public final class PauseDetection {
    public static final int PAUSE_AFTER_DAYS_DEFAULT = 21;

    /** What is still being imported is no pause, however long ago it was. */
    static final Duration SETTLED = Duration.ofDays(1);

    /** Read under the head's lock at most: well under a tenth of a second. */
    private static final int EVENTS_PER_STEP_MAX = 5_000;

    private static final int PAUSES_PER_STEP_MAX = 500;

    private final StoreConnections connections;
    private final Clock clock;

    public PauseDetection(StoreConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Goes on until there is nothing left to see and nobody is due; returns how many pauses it recorded. */
    public long run() throws SQLException {
        long recorded = 0;
        try (Connection connection = connections.openForAppends()) {
            while (true) {
                int recordedNow;
                try (Transaction step = Transaction.begin(connection)) {
                    recordedNow = step(step);
                }
                if (recordedNow < 0) {
                    return recorded;
                }
                recorded += recordedNow;
            }
        }
    }

    /** Returns how many pauses it recorded, -1 when nothing was left to do. */
    private int step(Transaction step) throws SQLException {
        Connection connection = step.connection();
        long seen = PauseSql.lockProgress(connection);
        if (EventSql.head(connection) - seen > EVENTS_PER_STEP_MAX) {
            PauseSql.watch(connection, seen, seen + EVENTS_PER_STEP_MAX);
            step.commit();
            return 0;
        }
        AppendSql.Head head = AppendSql.lockHead(connection);
        if (head.position() - seen > 2L * EVENTS_PER_STEP_MAX) {
            return 0;
        }
        PauseSql.watch(connection, seen, head.position());
        Instant now = clock.instant();
        List<PauseSql.Due> due = due(connection, now);
        List<NewEvent> pauses =
                fresh(connection, due.stream().map(PauseDetection::pause).toList());
        if (!pauses.isEmpty()) {
            AppendSql.append(connection, head, pauses, now);
        }
        PauseSql.paused(connection, due);
        PauseSql.advance(connection, head.position() + pauses.size());
        step.commit();
        return due.isEmpty() ? -1 : pauses.size();
    }

    private static List<PauseSql.Due> due(Connection connection, Instant now) throws SQLException {
        Instant settled = now.minus(SETTLED);
        List<PauseSql.Due> due = new ArrayList<>(
                PauseSql.dueByDefault(connection, PAUSE_AFTER_DAYS_DEFAULT, settled, now, PAUSES_PER_STEP_MAX));
        for (PauseSql.Policy policy : PauseSql.policies(connection)) {
            if (due.size() < PAUSES_PER_STEP_MAX) {
                due.addAll(PauseSql.due(connection, policy, settled, now, PAUSES_PER_STEP_MAX - due.size()));
            }
        }
        return due;
    }

    private static List<NewEvent> fresh(Connection connection, List<NewEvent> pauses) throws SQLException {
        List<NewEvent.StoredKey> keys = pauses.stream()
                .map(pause -> new NewEvent.StoredKey(
                        pause.owner() == null ? null : pause.owner().tenant(), pause.source(), pause.sourceEventId()))
                .toList();
        Map<Integer, Long> stored = EventSql.stored(connection, keys);
        List<NewEvent> fresh = new ArrayList<>();
        for (int i = 0; i < pauses.size(); i++) {
            if (!stored.containsKey(i)) {
                fresh.add(pauses.get(i));
            }
        }
        return fresh;
    }

    private static NewEvent pause(PauseSql.Due due) {
        String name = "pause/%s/%s/%s"
                .formatted(due.tenant(), due.athlete(), due.lastActiveAt().toInstant());
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return NewEvent.of(
                id,
                new AthleteKey(due.tenant(), due.athlete()),
                due.lastActiveAt().withOffsetSameInstant(ZoneOffset.UTC),
                new EventKey(Decider.INFERRED_SOURCE, id.toString()),
                new TrainingEvent.TrainingPaused(true, null));
    }
}
