package dev.holdfast.query.projection;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TenantId;
import dev.holdfast.query.projection.ReceivedRecord.Fact;
import dev.holdfast.query.readstore.AthleteKey;
import dev.holdfast.query.readstore.DeadLetter;
import dev.holdfast.timeline.EncodedEvent;
import dev.holdfast.wire.ReceivedHeaders;
import dev.holdfast.wire.TrainingEventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads records of {@code training-events} as far as that can be done without the database. Not thread-safe. */
final class RecordReader {
    /** Athletes whose keys are remembered: about 2 MB of them. */
    private static final int KNOWN_MAX = 10_000;

    private final ExerciseCatalogue catalogue;
    private final Map<String, AthleteKey> known = new HashMap<>();

    RecordReader(ExerciseCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<ReceivedRecord> read(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ReceivedRecord> read = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            read.add(read(record));
        }
        return read;
    }

    private ReceivedRecord read(ConsumerRecord<byte[], byte[]> record) {
        ReceivedHeaders headers =
                ReceivedHeaders.ofReplay(new RecordHeaders(record.headers().toArray()));
        Long position = number(headers::position);
        Long previous = number(headers::previousPosition);
        if (position == null || previous == null) {
            DeadLetter letter = letter(record, null, "no readable position: it is none of ours");
            return new ReceivedRecord(record.offset(), record.timestamp(), 0, 0, null, letter);
        }
        Fact fact = null;
        DeadLetter letter = null;
        try {
            fact = new Fact(
                    athlete(record.key()),
                    EncodedEvent.of(headers, record.value()).change(catalogue));
        } catch (RuntimeException e) {
            letter = letter(record, position, String.valueOf(e.getMessage()));
        }
        return new ReceivedRecord(record.offset(), record.timestamp(), position, previous, fact, letter);
    }

    private AthleteKey athlete(byte @Nullable [] recordKey) {
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        return known.computeIfAbsent(
                recordKey == null ? "" : new String(recordKey, StandardCharsets.UTF_8), AthleteKey::parse);
    }

    private record RecordHeaders(Header... all) implements ReceivedHeaders.Source {
        @Override
        public int count() {
            return all.length;
        }

        @Override
        public String name(int place) {
            return all[place].key();
        }

        @Override
        public byte @Nullable [] value(int place) {
            return all[place].value();
        }
    }

    private static @Nullable Long number(LongSupplier position) {
        try {
            return position.getAsLong();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Null where it is none: nobody can ask for its letters. */
    private static @Nullable String tenant(@Nullable String text) {
        try {
            return text == null ? null : new TenantId(text).value();
        } catch (InvalidValueException e) {
            return null;
        }
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, @Nullable Long position, String reason) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
        }
        return new DeadLetter(
                record.offset(),
                tenant(headers.get(TrainingEventHeaders.TENANT)),
                position,
                reason,
                record.key(),
                headers.toString(),
                record.value());
    }
}
