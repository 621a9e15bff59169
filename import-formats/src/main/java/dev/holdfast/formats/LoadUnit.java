package dev.holdfast.formats;

import dev.holdfast.event.InvalidValueException;
import java.util.Locale;

/** In what an app shows loads and, by the same setting, long distances. */
public enum LoadUnit {
    KG(1, 1_000),
    /** The international pound and mile. */
    LB(0.45359237, 1_609.344);

    private final double kilograms;
    private final double longDistanceMeters;

    LoadUnit(double kilograms, double longDistanceMeters) {
        this.kilograms = kilograms;
        this.longDistanceMeters = longDistanceMeters;
    }

    /** Kilograms of one unit of load. */
    public double kilograms() {
        return kilograms;
    }

    /** Meters of the kilometre or mile that goes with it. */
    public double longDistanceMeters() {
        return longDistanceMeters;
    }

    /** @throws InvalidValueException unless it is {@code kg}, {@code kgs}, {@code lb} or {@code lbs} in any case */
    public static LoadUnit of(String field, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "kg", "kgs" -> KG;
            case "lb", "lbs" -> LB;
            default -> throw new InvalidValueException(field, text, "give kg or lb");
        };
    }
}
