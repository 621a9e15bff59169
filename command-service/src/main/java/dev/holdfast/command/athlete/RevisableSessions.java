package dev.holdfast.command.athlete;

import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.EventType;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which sessions can be corrected or retracted: those of the same athlete that are stored and were not retracted. */
public final class RevisableSessions {
    private RevisableSessions() {}

    /** Whether an event of this athlete and type is a session of {@code asked}. */
    public static boolean isSessionOf(String asked, String athlete, String type) {
        return asked.equals(athlete) && type.equals(EventType.SESSION_LOGGED.storedName());
    }

    /** The keys of the sessions that these athletes' stored events retract. */
    public static Set<EventKey> retracted(Connection connection, TenantId tenant, Collection<String> athletes)
            throws SQLException {
        Set<EventKey> retracted = new HashSet<>();
        EventSql.eachOfType(connection, tenant, athletes, EventType.SESSION_RETRACTED, row -> {
            TrainingEvent fact = row.recorded().fact();
            EventKey session = fact.revised();
            if (session != null) {
                retracted.add(session);
            }
        });
        return retracted;
    }
}
