package dev.holdfast.wire;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Those headers of a record of {@code training-events} that an event is made of, added one by one; others are ignored. */
public final class ReceivedHeaders {
    /** Fewer than overflow. */
    private static final int LONG_DIGITS = 18;

    private static final byte[] EMPTY = {};

    /** What an event's change is made of, beside the record's key and value. */
    private static final Set<String> OF_CHANGE = Set.of(
            TrainingEventHeaders.OCCURRED,
            TrainingEventHeaders.RECORDED,
            TrainingEventHeaders.SOURCE,
            TrainingEventHeaders.SOURCE_EVENT_ID,
            TrainingEventHeaders.SCHEMA_VERSION,
            TrainingEventHeaders.POSITION,
            TrainingEventHeaders.PREVIOUS_POSITION);

    private static final int[] PLACES_OF_CHANGE = IntStream.range(0, TrainingEventHeaders.NAMES.size())
            .filter(place -> OF_CHANGE.contains(TrainingEventHeaders.NAMES.get(place)))
            .toArray();

    private byte @Nullable [] id;
    private byte @Nullable [] tenant;
    private byte @Nullable [] athlete;
    private byte @Nullable [] occurred;
    private byte @Nullable [] recorded;
    private byte @Nullable [] source;
    private byte @Nullable [] sourceEventId;
    private byte @Nullable [] schemaVersion;
    private byte @Nullable [] position;
    private byte @Nullable [] previousPosition;

    /** A record's headers where they lie. */
    public interface Source {
        int count();

        String name(int place);

        byte @Nullable [] value(int place);
    }

    /**
     * Reads at least what a replay needs: the event's key, position, times and schema version. To make a text of each name takes longer than all that follows, so
     * when these are where command-service writes them, nothing else is looked at.
     */
    public static ReceivedHeaders ofReplay(Source from) {
        ReceivedHeaders headers = new ReceivedHeaders();
        if (from.count() == TrainingEventHeaders.NAMES.size()) {
            for (int place : PLACES_OF_CHANGE) {
                headers.add(from.name(place), from.value(place));
            }
        }
        if (!headers.hasChange()) {
            for (int place = 0; place < from.count(); place++) {
                headers.add(from.name(place), from.value(place));
            }
        }
        return headers;
    }

    private boolean hasChange() {
        return occurred != null
                && recorded != null
                && source != null
                && sourceEventId != null
                && schemaVersion != null
                && position != null
                && previousPosition != null;
    }

    /** Adds a header; of two with the same name the later one counts. */
    public void add(String name, byte @Nullable [] value) {
        switch (name) {
            case TrainingEventHeaders.ID -> id = orEmpty(value);
            case TrainingEventHeaders.TENANT -> tenant = orEmpty(value);
            case TrainingEventHeaders.ATHLETE -> athlete = orEmpty(value);
            case TrainingEventHeaders.OCCURRED -> occurred = orEmpty(value);
            case TrainingEventHeaders.RECORDED -> recorded = orEmpty(value);
            case TrainingEventHeaders.SOURCE -> source = orEmpty(value);
            case TrainingEventHeaders.SOURCE_EVENT_ID -> sourceEventId = orEmpty(value);
            case TrainingEventHeaders.SCHEMA_VERSION -> schemaVersion = orEmpty(value);
            case TrainingEventHeaders.POSITION -> position = orEmpty(value);
            case TrainingEventHeaders.PREVIOUS_POSITION -> previousPosition = orEmpty(value);
            default -> {}
        }
    }

    /** @throws IllegalArgumentException when the header is missing or no number */
    public long position() {
        return number(position, TrainingEventHeaders.POSITION);
    }

    /** @throws IllegalArgumentException when the header is missing or no number */
    public long previousPosition() {
        return number(previousPosition, TrainingEventHeaders.PREVIOUS_POSITION);
    }

    /**
     * The event of the record.
     *
     * @param value the record's value, an {@link EventPayload}
     * @throws IllegalArgumentException when a header is missing or malformed, or the value is no payload
     */
    public RecordedEvent event(byte[] value) {
        EventPayload payload = EventPayload.fromBytes(schemaVersion(), value);
        return new RecordedEvent(
                position(),
                UUID.fromString(text(id, TrainingEventHeaders.ID)),
                tenant(),
                athlete(),
                occurredAt().atOffset(payload.offset()),
                recordedAt(),
                key(),
                payload.fact());
    }

    /** @throws IllegalArgumentException when the header is missing or malformed */
    public TenantId tenant() {
        return new TenantId(text(tenant, TrainingEventHeaders.TENANT));
    }

    /** @throws IllegalArgumentException when the header is missing or malformed */
    public AthleteId athlete() {
        return new AthleteId(text(athlete, TrainingEventHeaders.ATHLETE));
    }

    /** @throws IllegalArgumentException when the header is missing or malformed */
    public Instant occurredAt() {
        return UtcInstant.parse(text(occurred, TrainingEventHeaders.OCCURRED));
    }

    /** @throws IllegalArgumentException when the header is missing or malformed */
    public Instant recordedAt() {
        return UtcInstant.parse(text(recorded, TrainingEventHeaders.RECORDED));
    }

    private EventKey key() {
        return new EventKey(
                text(source, TrainingEventHeaders.SOURCE), text(sourceEventId, TrainingEventHeaders.SOURCE_EVENT_ID));
    }

    /**
     * The first part of the event's key, UTF-8.
     *
     * @throws IllegalArgumentException when the header is missing
     */
    public byte[] source() {
        return required(source, TrainingEventHeaders.SOURCE);
    }

    /**
     * The second part of the event's key, UTF-8.
     *
     * @throws IllegalArgumentException when the header is missing
     */
    public byte[] sourceEventId() {
        return required(sourceEventId, TrainingEventHeaders.SOURCE_EVENT_ID);
    }

    /** @throws IllegalArgumentException when the header is missing or no number */
    public int schemaVersion() {
        return Integer.parseInt(text(schemaVersion, TrainingEventHeaders.SCHEMA_VERSION));
    }

    private static byte[] orEmpty(byte @Nullable [] value) {
        return value == null ? EMPTY : value;
    }

    private static String text(byte @Nullable [] value, String name) {
        return new String(required(value, name), StandardCharsets.UTF_8);
    }

    /** Plain digits are read as they lie; all else is left to the platform, which tells what is wrong with it. */
    private static long number(byte @Nullable [] value, String name) {
        byte[] digits = required(value, name);
        long number = 0;
        boolean plain = digits.length > 0 && digits.length <= LONG_DIGITS;
        for (int i = 0; plain && i < digits.length; i++) {
            plain = digits[i] >= '0' && digits[i] <= '9';
            number = number * 10 + digits[i] - '0';
        }
        return plain ? number : Long.parseLong(text(value, name));
    }

    private static byte[] required(byte @Nullable [] value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("cannot read record: header missing: name=" + name);
        }
        return value;
    }
}
