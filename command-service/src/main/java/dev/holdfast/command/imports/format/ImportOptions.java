package dev.holdfast.command.imports.format;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the sender says of a file. What the file says itself wins.
 *
 * @param athlete needed for app exports, which are of one person and do not name them
 * @param unit needed where the file names no unit
 * @param zone needed where the file's times have no offset
 */
public record ImportOptions(
        ImportFormat format,
        @Nullable AthleteId athlete,
        @Nullable LoadUnit unit,
        @Nullable ZoneId zone) {

    /**
     * From request parameters; blank counts as absent.
     *
     * @throws InvalidValueException naming the parameter and what it may be
     */
    public static ImportOptions parse(
            @Nullable String format, @Nullable String athlete, @Nullable String unit, @Nullable String zone) {
        String formatKey = given(format);
        String athleteId = given(athlete);
        String unitKey = given(unit);
        String zoneId = given(zone);
        return new ImportOptions(
                formatKey == null ? ImportFormat.AUTO : ImportFormat.ofKey(formatKey),
                athleteId == null ? null : new AthleteId(athleteId),
                unitKey == null ? null : LoadUnit.of("unit", unitKey),
                zoneId == null ? null : zoneOf(zoneId));
    }

    AthleteId athleteOrRefuse(ImportFormat format) {
        if (athlete == null) {
            throw new InvalidValueException(
                    "athlete", "", "say whose file it is with athlete=ID: a " + format.key() + " export does not");
        }
        return athlete;
    }

    ZoneId zoneOrRefuse(ImportFormat format) {
        if (zone == null) {
            throw new InvalidValueException(
                    "zone",
                    "",
                    "say where its times are from with zone=Europe/Berlin or the like: a " + format.key()
                            + " export does not");
        }
        return zone;
    }

    LoadUnit unitOrRefuse(String heading) {
        if (unit == null) {
            throw new InvalidValueException(
                    "unit", "", "say unit=kg or unit=lb: the heading '" + heading + "' does not");
        }
        return unit;
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
