package dev.holdfast.command.eventstore;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TenantId;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.wire.EventPayload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event messages and the table's rows.
 *
 * <p>A training event's message has an {@link EventPayload} as payload; its tenant, athlete, time and key travel as
 * metadata and are stored in columns only. Other payloads go through the converter and keep their metadata.
 */
public final class EventMessages {
    private static final String TENANT = "tenant";
    private static final String ATHLETE = "athlete";
    private static final String OCCURRED_AT = "occurredAt";
    private static final String SOURCE = "source";
    private static final String SOURCE_EVENT_ID = "sourceEventId";
    /** Source of events that are not training events; their identifier is the source's id. */
    private static final String FOREIGN_SOURCE = "axon";
    /** Under this key the metadata of such events hold their type's version. */
    private static final String VERSION = "holdfast.typeVersion";

    private final EventConverter converter;

    public EventMessages(EventConverter converter) {
        this.converter = converter;
    }

    /** The message that appends a training event. */
    public static EventMessage of(
            UUID eventId,
            TenantId tenant,
            AthleteId athlete,
            OffsetDateTime occurredAt,
            EventKey key,
            TrainingEvent fact) {
        return new GenericEventMessage(
                eventId.toString(),
                type(fact.type()),
                new EventPayload(occurredAt.getOffset(), fact),
                Map.of(
                        TENANT, tenant.value(),
                        ATHLETE, athlete.value(),
                        OCCURRED_AT, occurredAt.toString(),
                        SOURCE, key.source(),
                        SOURCE_EVENT_ID, key.sourceEventId()),
                occurredAt.toInstant());
    }

    /** The athlete's tag of a training event's message, as Axon's tag resolver. */
    public static Set<Tag> tags(EventMessage message) {
        AthleteKey owner = owner(message);
        return owner == null ? Set.of() : Set.of(owner.tag());
    }

    /** When the fact of a training event's message happened. */
    public static OffsetDateTime occurredAt(EventMessage message) {
        String occurredAt = message.metadata().get(OCCURRED_AT);
        if (occurredAt == null) {
            throw new IllegalArgumentException("no training event: type=" + message.type());
        }
        return OffsetDateTime.parse(occurredAt);
    }

    NewEvent toNew(TaggedEventMessage<?> tagged) {
        EventMessage message = tagged.event();
        AthleteKey owner = owner(message);
        if (owner != null && message.payload() instanceof EventPayload payload) {
            Set<Tag> others = new HashSet<>(tagged.tags());
            others.remove(owner.tag());
            return new NewEvent(
                    UUID.fromString(message.identifier()),
                    owner,
                    message.type().name(),
                    EventPayload.SCHEMA_VERSION,
                    occurredAt(message).toInstant(),
                    null,
                    required(message, SOURCE),
                    required(message, SOURCE_EVENT_ID),
                    payload.toBytes(),
                    null,
                    others);
        }
        return foreign(tagged);
    }

    EventMessage toMessage(StoredEvent row) {
        if (row.isTrainingEvent()) {
            EventPayload payload = EventPayload.fromBytes(row.schemaVersion(), row.payload());
            Map<String, String> metadata = Map.of(
                    TENANT, String.valueOf(row.tenantId()),
                    ATHLETE, String.valueOf(row.athleteId()),
                    OCCURRED_AT, row.occurredAt().atOffset(payload.offset()).toString(),
                    SOURCE, row.source(),
                    SOURCE_EVENT_ID, row.sourceEventId());
            return new GenericEventMessage(
                    row.eventId().toString(), type(row.type()), payload, metadata, row.recordedAt());
        }
        Map<String, String> metadata = row.metadata() == null ? new LinkedHashMap<>() : read(row.metadata());
        String version = metadata.remove(VERSION);
        MessageType type = version == null
                ? new MessageType(new QualifiedName(row.type()))
                : new MessageType(new QualifiedName(row.type()), version);
        return new GenericEventMessage(row.sourceEventId(), type, row.payload(), metadata, row.occurredAt());
    }

    private NewEvent foreign(TaggedEventMessage<?> tagged) {
        EventMessage message = tagged.event();
        Map<String, String> metadata = new LinkedHashMap<>(message.metadata());
        metadata.put(VERSION, message.type().version());
        AthleteKey owner = null;
        Set<Tag> others = new HashSet<>();
        for (Tag tag : tagged.tags()) {
            AthleteKey named = AthleteKey.of(tag);
            if (named == null) {
                others.add(tag);
            } else {
                owner = named;
            }
        }
        return new NewEvent(
                UUID.nameUUIDFromBytes(message.identifier().getBytes(StandardCharsets.UTF_8)),
                owner,
                message.type().name(),
                0,
                message.timestamp(),
                message.timestamp(),
                FOREIGN_SOURCE,
                message.identifier(),
                bytes(message),
                write(metadata),
                others);
    }

    private byte[] bytes(EventMessage message) {
        byte[] bytes = message.payloadAs(byte[].class, converter);
        if (bytes == null) {
            throw new IllegalArgumentException("cannot append an event without payload: type=" + message.type());
        }
        return bytes;
    }

    private static MessageType type(String name) {
        return new MessageType(new QualifiedName(name), Integer.toString(EventPayload.SCHEMA_VERSION));
    }

    private static @Nullable AthleteKey owner(EventMessage message) {
        String tenant = message.metadata().get(TENANT);
        String athlete = message.metadata().get(ATHLETE);
        return tenant == null || athlete == null ? null : new AthleteKey(tenant, athlete);
    }

    private static String required(EventMessage message, String name) {
        String value = message.metadata().get(name);
        if (value == null) {
            throw new IllegalArgumentException("training event without %s: type=%s".formatted(name, message.type()));
        }
        return value;
    }

    private static byte[] write(Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeUTF(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("metadata too long", e);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> read(byte[] bytes) {
        Map<String, String> metadata = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                metadata.put(in.readUTF(), in.readUTF());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read metadata", e);
        }
        return metadata;
    }
}
