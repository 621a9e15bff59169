package dev.holdfast.formats.known;

import static java.util.Objects.requireNonNull;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.LoadUnit;
import dev.holdfast.formats.csv.FitNotesDialect;
import dev.holdfast.formats.csv.HevyDialect;
import dev.holdfast.formats.csv.StrongDialect;
import dev.holdfast.formats.fit.FitFormat;
import dev.holdfast.formats.ndjson.NdjsonFormat;
import dev.holdfast.formats.wger.WgerFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every format that can be read. A new one is a class of its own and a name in this list. */
public final class KnownFormats {
    /** The key that leaves it to us to find out which of the formats a file is. */
    public static final String AUTO = "auto";

    /** In the order in which they are tried: a page of wger also begins like one of our own events. */
    private static final List<ImportFormat> ALL = List.of(
            new FitFormat(),
            new WgerFormat(),
            new NdjsonFormat(),
            StrongDialect.FORMAT,
            HevyDialect.FORMAT,
            FitNotesDialect.FORMAT);

    private KnownFormats() {}

    public static List<ImportFormat> all() {
        return ALL;
    }

    /** What the parameter {@code format} may be. */
    public static List<String> keys() {
        return Stream.concat(Stream.of(AUTO), ALL.stream().map(ImportFormat::key))
                .toList();
    }

    /**
     * From request parameters; blank counts as absent.
     *
     * @throws InvalidValueException naming the parameter and what it may be
     */
    public static ImportOptions options(
            @Nullable String format, @Nullable String athlete, @Nullable String unit, @Nullable String zone) {
        String formatKey = given(format);
        String athleteId = given(athlete);
        String unitKey = given(unit);
        String zoneId = given(zone);
        return new ImportOptions(
                formatKey == null || formatKey.equalsIgnoreCase(AUTO) ? null : ofKey(formatKey),
                athleteId == null ? null : new AthleteId(athleteId),
                unitKey == null ? null : LoadUnit.of("unit", unitKey),
                zoneId == null ? null : zoneOf(zoneId));
    }

    /** The first format that says that a file beginning so is its own, or null. */
    public static @Nullable ImportFormat recognise(FileStart start) {
        return ALL.stream()
                .filter(format -> format.recognises(start))
                .findFirst()
                .orElse(null);
    }

    /**
     * Reads the beginning and opens the file as what it is.
     *
     * @throws InvalidValueException when the whole file is refused, naming the parameter that is missing or what is wrong
     *     with the body: empty, of another encoding, compressed, or of headings that no known app writes
     * @throws IOException when the source fails
     */
    public static ImportReader open(InputStream source, ImportOptions options) throws IOException {
        var whole = new PushbackInputStream(source, FileStart.BYTES_MAX);
        byte[] bytes = whole.readNBytes(FileStart.BYTES_MAX);
        whole.unread(bytes);
        FileStart start = new FileStart(bytes);
        ImportFormat asked = options.format();
        if (asked != null && asked.recognises(start)) {
            return asked.open(whole, options);
        }
        ImportFormat found = recognise(start);
        if (asked != null && found != null) {
            throw new InvalidValueException(
                    "format",
                    asked.key(),
                    "give format=" + found.key() + " or auto: the file begins as such a file does");
        }
        if (asked == null && found == null) {
            throw unknown(start);
        }
        return (found == null ? requireNonNull(asked) : found).open(whole, options);
    }

    private static InvalidValueException unknown(FileStart start) {
        start.requireText();
        String seen = start.headings();
        return new InvalidValueException(
                "body.headings",
                seen.length() > 200 ? seen.substring(0, 200) : seen,
                "send a file that begins like one of these: "
                        + ALL.stream()
                                .map(ImportFormat::description)
                                .map(format -> format.begins() + " (" + format.name() + ")")
                                .collect(Collectors.joining(" | ")));
    }

    private static ImportFormat ofKey(String key) {
        return ALL.stream()
                .filter(format -> format.key().equals(key.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidValueException("format", key, "give one of " + String.join(", ", keys())));
    }

    private static ZoneId zoneOf(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidValueException(
                    "zone", text, "give a zone of the IANA database, for example Europe/Berlin");
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
