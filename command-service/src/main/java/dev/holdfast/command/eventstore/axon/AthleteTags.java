package dev.holdfast.command.eventstore.axon;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.event.EventType;
import dev.holdfast.kit.tenancy.AthletePath;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** Athletes in Axon's words: the tag {@code athlete}, which in the table is two columns. */
public final class AthleteTags {
    /** As {@link EventSql#PHASE_TYPES}. */
    static final Set<QualifiedName> PHASE_TYPES = Arrays.stream(EventType.values())
            .filter(EventType::changesPhase)
            .map(type -> new QualifiedName(type.storedName()))
            .collect(Collectors.toUnmodifiableSet());

    private static final String ATHLETE = "athlete";

    private AthleteTags() {}

    /** The athlete's starts and pauses. */
    public static EventCriteria phasesOf(AthleteKey athlete) {
        return EventCriteria.havingTags(tag(athlete)).andBeingOneOfTypes(PHASE_TYPES);
    }

    /** The tag of all events of {@code athlete}. */
    public static Tag tag(AthleteKey athlete) {
        return new Tag(ATHLETE, AthletePath.text(athlete.tenant(), athlete.athlete()));
    }

    /** The athlete whom {@code tag} means, or null when it is some other tag. */
    static @Nullable AthleteKey athlete(Tag tag) {
        AthletePath path = tag.key().equals(ATHLETE) ? AthletePath.of(tag.value()) : null;
        return path == null ? null : new AthleteKey(path.tenant(), path.athlete());
    }

    /** The athlete whose starts and pauses, and nothing else, {@code criteria} mean. */
    static @Nullable AthleteKey athleteOfPhases(Set<EventCriterion> criteria) {
        if (criteria.size() != 1) {
            return null;
        }
        EventCriterion only = criteria.iterator().next();
        return only.tags().size() == 1 && PHASE_TYPES.equals(only.types())
                ? athlete(only.tags().iterator().next())
                : null;
    }

    /** A tag as the table has it. */
    static String text(Tag tag) {
        return tag.key() + '=' + tag.value();
    }
}
