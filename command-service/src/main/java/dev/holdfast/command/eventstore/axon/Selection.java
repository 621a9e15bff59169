package dev.holdfast.command.eventstore.axon;

import dev.holdfast.command.eventstore.AppendSql;
import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventPage;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final Set<EventCriterion> criteria;

    Selection(Set<EventCriterion> criteria) {
        this.criteria = criteria;
        StringJoiner any = new StringJoiner(" or ");
        for (EventCriterion criterion : criteria) {
            any.add(condition(criterion));
        }
        where = criteria.isEmpty() ? "true" : "(" + any + ")";
    }

    /** The first {@code limit} rows after {@code after} and up to {@code upTo}, in order of position. */
    EventPage page(Connection connection, long after, long upTo, int limit) throws SQLException {
        String sql = """
                select h.head, %s from (%s) h left join lateral (
                    select %s from event e where e.position > ? and e.position <= ? and %s order by e.position limit ?
                ) e on true""".formatted(EventSql.COLUMNS, AppendSql.HEAD, EventSql.COLUMNS, where);
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
            return new EventPage(head, events);
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

    /** Whether {@code event} is meant. */
    boolean matches(NewEvent event) {
        Set<String> tags = new HashSet<>(event.tags());
        if (event.owner() != null) {
            tags.add(AthleteTags.text(AthleteTags.tag(event.owner())));
        }
        QualifiedName type = new QualifiedName(event.type());
        return criteria.stream()
                .anyMatch(criterion -> (criterion.types().isEmpty()
                                || criterion.types().contains(type))
                        && criterion.tags().stream().map(AthleteTags::text).allMatch(tags::contains));
    }

    private String condition(EventCriterion criterion) {
        StringJoiner all = new StringJoiner(" and ", "(", ")").setEmptyValue("true");
        for (Tag tag : criterion.tags()) {
            AthleteKey owner = AthleteTags.athlete(tag);
            if (owner != null) {
                all.add("e.tenant_id = ? and e.athlete_id = ?");
                arguments.add(owner.tenant());
                arguments.add(owner.athlete());
            } else {
                all.add("e.position in (select t.position from event_tag t where t.tag = ?)");
                arguments.add(AthleteTags.text(tag));
            }
        }
        if (criterion.types().equals(AthleteTags.PHASE_TYPES)) {
            // Spelled out, so that the planner sees that the index event_phase holds them all.
            all.add("e.type in " + EventSql.PHASE_TYPES);
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
