package dev.holdfast.formats.csv;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.LoadUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column of loads or distances and where its unit comes from: a heading, a column beside it, or the sender.
 *
 * @param column {@link Headings#ABSENT} when the file has none
 * @param unitColumn {@link Headings#ABSENT} when the unit is the same for every row
 * @param factor to kilograms or meters, where the row does not say
 */
record Measure(int column, int unitColumn, double factor) {
    private static final double FOOT_METERS = 0.3048;

    /** @throws InvalidValueException naming {@code unit} when neither file nor sender says it */
    static Measure load(Headings headings, ImportOptions options) {
        int kilograms = headings.find("weight (kg)", "weight (kgs)", "weight_kg", "kg", "kgs");
        if (kilograms != Headings.ABSENT) {
            return new Measure(kilograms, Headings.ABSENT, LoadUnit.KG.kilograms());
        }
        int pounds = headings.find("weight (lbs)", "weight (lb)", "weight_lbs", "weight_lb", "lb", "lbs");
        if (pounds != Headings.ABSENT) {
            return new Measure(pounds, Headings.ABSENT, LoadUnit.LB.kilograms());
        }
        int plain = headings.find("weight");
        if (plain == Headings.ABSENT) {
            throw new InvalidValueException(
                    "body.headings", headings, "send a file with a heading for the load, such as Weight (kg)");
        }
        int unit = headings.find("weight unit");
        LoadUnit said = options.unit();
        if (unit != Headings.ABSENT) {
            // An empty unit beside a load is refused in that row, unless the sender says what it is.
            return new Measure(plain, unit, said == null ? Double.NaN : said.kilograms());
        }
        return new Measure(
                plain,
                Headings.ABSENT,
                options.unitOrRefuse(headings.name(plain)).kilograms());
    }

    static Measure distance(Headings headings, Measure load) {
        int meters = headings.find("distance (meters)", "distance (m)", "distance_meters");
        if (meters != Headings.ABSENT) {
            return new Measure(meters, Headings.ABSENT, 1);
        }
        int kilometers = headings.find("distance (km)", "distance_km", "km");
        if (kilometers != Headings.ABSENT) {
            return new Measure(kilometers, Headings.ABSENT, LoadUnit.KG.longDistanceMeters());
        }
        int miles = headings.find("distance (mi)", "distance (miles)", "distance_miles", "mi", "miles");
        if (miles != Headings.ABSENT) {
            return new Measure(miles, Headings.ABSENT, LoadUnit.LB.longDistanceMeters());
        }
        LoadUnit unit = load.factor() == LoadUnit.LB.kilograms() ? LoadUnit.LB : LoadUnit.KG;
        return new Measure(headings.find("distance"), headings.find("distance unit"), unit.longDistanceMeters());
    }

    /** In kilograms or meters; null when the cell is empty. */
    @Nullable
    Double of(CsvRow row) {
        Double number = row.number(column);
        if (number == null) {
            return null;
        }
        double scale = number == 0 ? 1 : factorOf(row);
        return scale == 1 ? number : (Double) (number * scale);
    }

    private double factorOf(CsvRow row) {
        String unit = row.text(unitColumn).toLowerCase(Locale.ROOT);
        double scale = switch (unit) {
            case "" -> factor;
            case "kg", "kgs", "m", "meter", "meters", "metre", "metres" -> 1;
            case "lb", "lbs" -> LoadUnit.LB.kilograms();
            case "km", "kilometer", "kilometers", "kilometre", "kilometres" -> LoadUnit.KG.longDistanceMeters();
            case "mi", "mile", "miles" -> LoadUnit.LB.longDistanceMeters();
            case "ft", "feet", "foot" -> FOOT_METERS;
            case "yd", "yds", "yard", "yards" -> 3 * FOOT_METERS;
            case "in", "inch", "inches" -> FOOT_METERS / 12;
            case "cm" -> 0.01;
            default -> Double.NaN;
        };
        if (Double.isNaN(scale)) {
            throw row.invalid(unitColumn, "give kg or lb for a load, m, km, mi, ft or yd for a distance");
        }
        return scale;
    }
}
