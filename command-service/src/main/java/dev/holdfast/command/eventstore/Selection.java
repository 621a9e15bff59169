package dev.holdfast.command.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;

/** The rows that criteria ask for, as a condition in SQL on {@code event e} with its arguments. No criteria: every row. */
final class Selection {
    private final String where;
    private final List<Object> arguments = new ArrayList<>();

    Selection(Set<EventCriterion> criteria) {
        StringJoiner any = new StringJoiner(" or ");
        for (EventCriterion criterion : criteria) {
            any.add(condition(criterion));
        }
        where = criteria.isEmpty() ? "true" : "(" + any + ")";
    }

    /** A page, and the head in the same snapshot. */
    record Page(long head, List<StoredEvent> events) {}

    /** The first {@code limit} rows after {@code after} and up to {@code upTo}, in order of position. */
    Page page(Connection connection, long after, long upTo, int limit) throws SQLException {
        String sql = """
                select h.head, %s from event_head h left join lateral (
                    select %s from event e where e.position > ? and e.position <= ? and %s order by e.position limit ?
                ) e on true""".formatted(EventSql.COLUMNS, EventSql.COLUMNS, where);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, after);
            statement.setLong(2, upTo);
            statement.setInt(bind(connection, statement, 3), limit);
            long head = 0;
            List<StoredEvent> events = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    head = found.getLong(1);
                    found.getLong(2);
                    if (!found.wasNull()) {
                        events.add(EventSql.row(found, 2));
                    }
                }
            }
            EventSql.sort(events);
            return new Page(head, events);
        }
    }

    /** Whether any row after {@code after} is meant. */
    boolean anyAfter(Connection connection, long after) throws SQLException {
        String sql = "select exists (select 1 from event e where e.position > ? and %s)".formatted(where);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, after);
            bind(connection, statement, 2);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getBoolean(1);
            }
        }
    }

    private String condition(EventCriterion criterion) {
        StringJoiner all = new StringJoiner(" and ", "(", ")").setEmptyValue("true");
        for (Tag tag : criterion.tags()) {
            AthleteKey owner = AthleteKey.of(tag);
            if (owner != null) {
                all.add("e.tenant_id = ? and e.athlete_id = ?");
                arguments.add(owner.tenant());
                arguments.add(owner.athlete());
            } else {
                all.add("e.position in (select t.position from event_tag t where t.tag = ?)");
                arguments.add(EventSql.tagText(tag));
            }
        }
        if (criterion.types().equals(EventSql.PHASE_TYPES)) {
            // Spelled out, so that the planner sees that the index event_phase holds them all.
            all.add("e.type in " + EventSql.PHASE_TYPES_SQL);
        } else if (!criterion.types().isEmpty()) {
            all.add("e.type = any (?)");
            arguments.add(criterion.types().stream().map(QualifiedName::name).toArray(String[]::new));
        }
        return all.toString();
    }

    private int bind(Connection connection, PreparedStatement statement, int from) throws SQLException {
        int p = from;
        for (Object argument : arguments) {
            if (argument instanceof String[] texts) {
                statement.setArray(p++, connection.createArrayOf("text", texts));
            } else {
                statement.setObject(p++, argument);
            }
        }
        return p;
    }
}
