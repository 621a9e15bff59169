package dev.holdfast.formats.ndjson;

import dev.holdfast.digest.Sha256;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.json.EventBody;
import dev.holdfast.formats.json.StrictJson;
import dev.holdfast.formats.json.WrongJsonException;
import dev.holdfast.formats.text.RecordSplitter;
import dev.holdfast.wire.EventPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our own events, one JSON object a line. */
final class NdjsonReader implements ImportReader {
    /** 128 bits, in hexadecimal. */
    private static final int KEY_DIGEST_BYTES = 16;

    private static final int EXCERPT_LENGTH_MAX = 120;

    private final ImportFormat format;
    private final RecordSplitter records;

    NdjsonReader(ImportFormat format, RecordSplitter records) {
        this.format = format;
        this.records = records;
    }

    @Override
    public ImportFormat format() {
        return format;
    }

    @Override
    public @Nullable ImportItem next() throws IOException {
        while (records.next()) {
            if (!records.isBlank()) {
                return read();
            }
        }
        return null;
    }

    @Override
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private ImportItem read() {
        long line = records.line();
        if (records.isTooLong()) {
            return new ImportItem.Rejected(
                    line, "row", records.excerpt(), "keep a line within " + RecordSplitter.RECORD_BYTES_MAX + " bytes");
        }
        try {
            ImportedEvent event = event(StrictJson.read(records.bytes(), records.length(), EventBody.class));
            return new ImportItem.Fact(event, List.of(new RowRef(line, RowKind.WORKING)));
        } catch (InvalidValueException e) {
            return rejected(line, e.field(), e.value(), e.remedy());
        } catch (WrongJsonException e) {
            String field = e.field();
            if (field != null) {
                return rejected(line, field, Objects.requireNonNullElse(e.value(), ""), e.remedy());
            }
            String excerpt = records.excerpt();
            return rejected(
                    line,
                    "row",
                    excerpt.substring(0, Math.min(excerpt.length(), EXCERPT_LENGTH_MAX)),
                    "give one JSON object such as " + format.description().begins() + " (" + withoutQuotes(e) + ")");
        }
    }

    /** Names the athlete where the line does, so that an erasure finds what is kept of it. */
    private ImportItem.Rejected rejected(long line, String field, String value, String remedy) {
        String named = StrictJson.textOf(records.bytes(), records.length(), "athleteId");
        String athlete;
        try {
            athlete = named == null ? null : new AthleteId(named).value();
        } catch (InvalidValueException e) {
            athlete = null;
        }
        return new ImportItem.Rejected(line, field, value, remedy, athlete);
    }

    /** What the parser says, but for the text that it quotes: the reason is kept, whomever the line is about. */
    private static String withoutQuotes(WrongJsonException e) {
        return String.valueOf(e.getMessage()).replaceAll("'[^']{2,}'", "'…'");
    }

    private ImportedEvent event(EventBody body) {
        AthleteId athlete = new AthleteId(EventBody.required("athleteId", body.athleteId()));
        OffsetDateTime at = body.time();
        TrainingEvent fact = body.fact();
        return new ImportedEvent(athlete, at, body.key(format.key(), () -> digest(athlete, at, fact)), fact);
    }

    /** The key of an event that brings none: what it says, however it is spelled, so that the same line twice is one event. */
    private static String digest(AthleteId athlete, OffsetDateTime at, TrainingEvent fact) {
        MessageDigest sha = Sha256.begin();
        sha.update((athlete.value() + "\n" + at + "\n").getBytes(StandardCharsets.UTF_8));
        sha.update(new EventPayload(at.getOffset(), fact).toDigestedBytes());
        return HexFormat.of().formatHex(sha.digest(), 0, KEY_DIGEST_BYTES);
    }
}
