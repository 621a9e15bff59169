package dev.holdfast.formats;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the sender says of a file. What the file says itself wins.
 *
 * @param format found out when null
 * @param athlete needed for app exports, which are of one person and do not name them
 * @param unit needed where the file names no unit
 * @param zone needed where the file's times have no offset
 */
public record ImportOptions(
        @Nullable ImportFormat format,
        @Nullable AthleteId athlete,
        @Nullable LoadUnit unit,
        @Nullable ZoneId zone) {

    /** @throws InvalidValueException when the sender does not say it */
    public AthleteId athleteOrRefuse(ImportFormat format) {
        if (athlete == null) {
            throw new InvalidValueException(
                    "athlete", "", "say whose file it is with athlete=ID: a " + format.key() + " export does not");
        }
        return athlete;
    }

    /** @throws InvalidValueException when the sender does not say it */
    public ZoneId zoneOrRefuse(ImportFormat format) {
        if (zone == null) {
            throw new InvalidValueException(
                    "zone",
                    "",
                    "say where its times are from with zone=Europe/Berlin or the like: a " + format.key()
                            + " export does not");
        }
        return zone;
    }

    /** @throws InvalidValueException when the sender does not say it */
    public LoadUnit unitOrRefuse(String heading) {
        if (unit == null) {
            throw new InvalidValueException(
                    "unit", "", "say unit=kg or unit=lb: the heading '" + heading + "' does not");
        }
        return unit;
    }
}
