package dev.holdfast.command.eventstore.axon;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.wire.EventPayload;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A training event as Axon's message, on its way into the table or out of it. It keeps the columns as they are: payload
 * and metadata are made when somebody asks, which decisions about thousands of events mostly do not.
 */
final class TrainingEventMessage implements EventMessage {
    static final String TENANT = "tenant";
    static final String ATHLETE = "athlete";
    static final String OCCURRED_AT = "occurredAt";
    static final String SOURCE = "source";
    static final String SOURCE_EVENT_ID = "sourceEventId";

    private final NewEvent event;
    private final MessageType type;
    private final AthleteKey owner;
    private final Instant timestamp;
    private final Map<String, String> added;
    private @Nullable EventPayload payload;

    TrainingEventMessage(NewEvent event, MessageType type, AthleteKey owner, Instant timestamp) {
        this(event, type, owner, timestamp, null, Map.of());
    }

    private TrainingEventMessage(
            NewEvent event,
            MessageType type,
            AthleteKey owner,
            Instant timestamp,
            @Nullable EventPayload payload,
            Map<String, String> added) {
        this.event = event;
        this.type = type;
        this.owner = owner;
        this.timestamp = timestamp;
        this.payload = payload;
        this.added = added;
    }

    /** The row, which has no position yet or has lost it. */
    NewEvent event() {
        return event;
    }

    AthleteKey owner() {
        return owner;
    }

    Instant occurredAt() {
        return event.occurredAt();
    }

    @Override
    public String identifier() {
        UUID id = event.eventId();
        return id.toString();
    }

    @Override
    public MessageType type() {
        return type;
    }

    @Override
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public EventPayload payload() {
        EventPayload read = payload;
        if (read == null) {
            read = EventPayload.fromBytes(event.schemaVersion(), event.payload());
            payload = read;
        }
        return read;
    }

    @Override
    public Class<?> payloadType() {
        return EventPayload.class;
    }

    @Override
    public <T> @Nullable T payloadAs(Type asked, @Nullable Converter converter) {
        return plain().payloadAs(asked, converter);
    }

    @Override
    public Metadata metadata() {
        ZoneOffset offset = payload().offset();
        Map<String, String> all = new HashMap<>(added);
        all.put(TENANT, owner.tenant());
        all.put(ATHLETE, owner.athlete());
        all.put(OCCURRED_AT, event.occurredAt().atOffset(offset).toString());
        all.put(SOURCE, event.source());
        all.put(SOURCE_EVENT_ID, event.sourceEventId());
        return Metadata.from(all);
    }

    @Override
    public EventMessage withMetadata(Map<String, String> metadata) {
        return plain().withMetadata(metadata);
    }

    @Override
    public EventMessage andMetadata(Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return this;
        }
        Map<String, String> more = new HashMap<>(added);
        more.putAll(metadata);
        return new TrainingEventMessage(event, type, owner, timestamp, payload, more);
    }

    @Override
    public EventMessage withConvertedPayload(Type asked, Converter converter) {
        return plain().withConvertedPayload(asked, converter);
    }

    private EventMessage plain() {
        return new GenericEventMessage(identifier(), type, payload(), metadata(), timestamp);
    }
}
