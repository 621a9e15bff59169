package dev.holdfast.command.eventstore.axon;

import static java.util.Objects.requireNonNull;

import dev.holdfast.command.eventstore.AthleteKey;
import dev.holdfast.command.eventstore.NewEvent;
import dev.holdfast.command.eventstore.StoredEvent;
import dev.holdfast.wire.EventPayload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
 * <p>A training event's message has an {@link EventPayload} as payload; its tenant, athlete, time and key are its
 * metadata and are stored in columns only. Other payloads go through the converter and keep their metadata.
 */
public final class EventMessages {
    /** Source of events that are not training events; their identifier is the source's id. */
    private static final String FOREIGN_SOURCE = "axon";
    /** Under this key the metadata of such events hold their type's version. */
    private static final String VERSION = "holdfast.typeVersion";

    /** The names of our own types are few. */
    private static final Map<String, MessageType> TYPES = new ConcurrentHashMap<>();

    private final EventConverter converter;

    public EventMessages(EventConverter converter) {
        this.converter = converter;
    }

    /**
     * The message that appends a training event.
     *
     * @throws NullPointerException when it has no owner
     */
    public static EventMessage of(NewEvent event) {
        return new TrainingEventMessage(event, type(event.type()), requireNonNull(event.owner()), event.occurredAt());
    }

    /** The athlete's tag of a training event's message, as Axon's tag resolver. */
    public static Set<Tag> tags(EventMessage message) {
        AthleteKey owner = owner(message);
        return owner == null ? Set.of() : Set.of(AthleteTags.tag(owner));
    }

    /** When the fact of a training event's message happened. */
    public static Instant occurredAt(EventMessage message) {
        if (message instanceof TrainingEventMessage training) {
            return training.occurredAt();
        }
        throw new IllegalArgumentException("no training event: type=" + message.type());
    }

    NewEvent toNew(TaggedEventMessage<?> tagged) {
        if (tagged.event() instanceof TrainingEventMessage training) {
            Set<Tag> others = new HashSet<>(tagged.tags());
            others.remove(AthleteTags.tag(training.owner()));
            return others.isEmpty() ? training.event() : training.event().with(texts(others));
        }
        return foreign(tagged);
    }

    EventMessage toMessage(StoredEvent row) {
        if (row.schemaVersion() > 0 && row.tenantId() != null && row.athleteId() != null) {
            AthleteKey owner = new AthleteKey(row.tenantId(), row.athleteId());
            NewEvent event = new NewEvent(
                    row.eventId(),
                    owner,
                    row.type(),
                    row.schemaVersion(),
                    row.occurredAt(),
                    null,
                    row.source(),
                    row.sourceEventId(),
                    row.payload(),
                    null,
                    Set.of());
            return new TrainingEventMessage(event, type(row.type()), owner, row.recordedAt());
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
            AthleteKey named = AthleteTags.athlete(tag);
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
                texts(others));
    }

    private byte[] bytes(EventMessage message) {
        byte[] bytes = message.payloadAs(byte[].class, converter);
        if (bytes == null) {
            throw new IllegalArgumentException("cannot append an event without payload: type=" + message.type());
        }
        return bytes;
    }

    private static Set<String> texts(Set<Tag> tags) {
        return tags.stream().map(AthleteTags::text).collect(Collectors.toUnmodifiableSet());
    }

    private static MessageType type(String name) {
        return TYPES.computeIfAbsent(
                name,
                absent -> new MessageType(new QualifiedName(absent), Integer.toString(EventPayload.SCHEMA_VERSION)));
    }

    private static @Nullable AthleteKey owner(EventMessage message) {
        return message instanceof TrainingEventMessage training ? training.owner() : null;
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
