package dev.holdfast.command.pausedetection;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.EventType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When an athlete was active, by what is known now: a correction may move a session, and a retraction takes it away. */
final class ActiveTimes {
    private static final int PAGE = 1_000;
    private static final long PAGE_BYTES = 4 << 20;

    private ActiveTimes() {}

    /** The last of them; null when nothing is left. Reads all of the athlete's events. */
    static @Nullable Instant last(Connection connection, AthleteKey of) throws SQLException {
        Map<EventKey, Instant> active = new HashMap<>();
        long position = 0;
        List<StoredEvent> page;
        do {
            page = EventSql.ofAthlete(connection, of, position, PAGE, PAGE_BYTES);
            for (StoredEvent row : page) {
                take(row, active);
                position = row.position();
            }
        } while (!page.isEmpty());
        return active.values().stream().max(Instant::compareTo).orElse(null);
    }

    private static void take(StoredEvent row, Map<EventKey, Instant> active) {
        if (!row.isTrainingEvent()) {
            return;
        }
        EventType type = EventType.ofStored(row.type());
        if (type.revisesSession()) {
            EventKey session = row.recorded().fact().revised();
            if (session != null && type == EventType.SESSION_RETRACTED) {
                active.remove(session);
            } else if (session != null) {
                active.computeIfPresent(session, (key, before) -> row.occurredAt());
            }
        } else if (type.isActivity()) {
            active.put(new EventKey(row.source(), row.sourceEventId()), row.occurredAt());
        } else if (type == EventType.ATHLETE_ERASED) {
            active.clear();
        }
    }
}
