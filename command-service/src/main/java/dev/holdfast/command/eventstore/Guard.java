package dev.holdfast.command.eventstore;

import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.jspecify.annotations.Nullable;

/**
 * What an append stands on: no event after {@code marker} may match any of {@code criteria}.
 *
 * @param marker the last position that the decision has seen
 * @param phaseOf the athlete, when this is the guard of a training decision: one athlete's starts and pauses. Such guards
 *     are checked for the whole group in one query
 */
public record Guard(
        long marker, Set<EventCriterion> criteria, @Nullable AthleteKey phaseOf) {

    public Guard(long marker, Set<EventCriterion> criteria) {
        this(marker, criteria, phaseOf(criteria));
    }

    boolean matches(NewEvent event) {
        QualifiedName type = new QualifiedName(event.type());
        return criteria.stream().anyMatch(criterion -> criterion.matches(type, event.allTags()));
    }

    /** The athlete whose starts and pauses, and nothing else, {@code criteria} mean. */
    static @Nullable AthleteKey phaseOf(Set<EventCriterion> criteria) {
        if (criteria.size() != 1) {
            return null;
        }
        EventCriterion only = criteria.iterator().next();
        return only.tags().size() == 1 && EventSql.PHASE_TYPES.equals(only.types())
                ? AthleteKey.of(only.tags().iterator().next())
                : null;
    }
}
