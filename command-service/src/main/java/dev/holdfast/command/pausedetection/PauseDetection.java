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
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Records the pauses that nobody reports: an athlete without a session for longer than the tenant's policy has paused since
 * the last one.
 *
 * <p>New events are taken into the watch and those who are due are found while nobody waits. Then some at a time are
 * looked at again under the head's lock, which keeps sessions from coming in between, and their pauses are appended. The
 * lock on the watch's progress makes several instances take turns, and a pause's key follows from the session that it
 * follows, so that none is recorded twice.
 *
 * <p>The fold of states finds gaps itself and takes recorded inferred pauses as notes only. So a session that comes late
 * and lies inside an inferred pause needs no repair: the fold sees the shorter gap.
 */
public final class PauseDetection {
    public static final int PAUSE_AFTER_DAYS_DEFAULT = 21;

    /** What is still being imported is no pause, however long ago it was. */
    static final Duration SETTLED = Duration.ofDays(1);

    private static final int EVENTS_PER_STEP_MAX = 5_000;

    /** Read under the head's lock at most: some hundredths of a second. */
    private static final int EVENTS_UNDER_LOCK_MAX = 1_000;

    private static final int PAUSES_PER_STEP_MAX = 200;
    private static final int DUE_MAX = 5_000;
    private static final int ATTEMPTS_MAX = 10;

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
            List<PauseSql.Due> due;
            do {
                see(connection);
                Instant now = clock.instant();
                due = PauseSql.due(connection, PAUSE_AFTER_DAYS_DEFAULT, now.minus(SETTLED), now, DUE_MAX);
                for (int from = 0; from < due.size(); from += PAUSES_PER_STEP_MAX) {
                    List<PauseSql.Due> some = due.subList(from, Math.min(due.size(), from + PAUSES_PER_STEP_MAX));
                    OptionalInt pauses = record(connection, some, now);
                    for (int attempt = 1; pauses.isEmpty(); attempt++) {
                        if (attempt == ATTEMPTS_MAX) {
                            // Too much comes in. The next run has them.
                            return recorded;
                        }
                        see(connection);
                        pauses = record(connection, some, now);
                    }
                    recorded += pauses.getAsInt();
                }
            } while (due.size() == DUE_MAX);
        }
        return recorded;
    }

    /** Takes new events into the watch until there are few that it has not seen. Nobody waits for it. */
    private static void see(Connection connection) throws SQLException {
        boolean more = true;
        while (more) {
            more = Transaction.commit(connection, c -> {
                long seen = PauseSql.lockProgress(c);
                long to = Math.min(EventSql.head(c), seen + EVENTS_PER_STEP_MAX);
                PauseSql.watch(c, seen, to);
                for (AthleteKey revised : PauseSql.revised(c, seen, to)) {
                    PauseSql.active(c, revised, ActiveTimes.last(c, revised));
                }
                return to == seen + EVENTS_PER_STEP_MAX;
            });
        }
    }

    /**
     * Records the pauses of {@code some}, under the head's lock, but for those who were found otherwise meanwhile.
     *
     * @return how many; empty when too much came meanwhile to look at it while everybody waits
     */
    private OptionalInt record(Connection connection, List<PauseSql.Due> some, Instant now) throws SQLException {
        return Transaction.commit(connection, c -> {
            long seen = PauseSql.lockProgress(c);
            AppendSql.Head head = AppendSql.lockHead(c);
            if (head.position() - seen > EVENTS_UNDER_LOCK_MAX
                    || !PauseSql.revised(c, seen, head.position()).isEmpty()) {
                return OptionalInt.empty();
            }
            PauseSql.watch(c, seen, head.position());
            List<PauseSql.Due> due = PauseSql.stillDue(c, some);
            List<NewEvent> pauses =
                    fresh(c, due.stream().map(PauseDetection::pause).toList());
            if (!pauses.isEmpty()) {
                AppendSql.append(c, head, pauses, now);
            }
            PauseSql.paused(c, due);
            PauseSql.advance(c, head.position() + pauses.size());
            return OptionalInt.of(pauses.size());
        });
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
