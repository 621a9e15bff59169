package dev.holdfast.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names as logs write them, reduced to what tells exercises apart. Case, blanks, punctuation and the plural never do:
 * {@code Pull-Ups}, {@code pull up} and {@code PULLUP} are one name. Equipment may ({@code Crunch (Cable)}) or may not
 * ({@code Bench Press (Dumbbell)}), so it is left out only where the whole name is unknown.
 */
final class ExerciseName {
    /** Words that say with what, on which side or on whose machine, but not what is done. */
    private static final Set<String> EQUIPMENT = Set.of(
            "barbell",
            "dumbbell",
            "db",
            "bb",
            "machine",
            "cable",
            "smith",
            "kettlebell",
            "kb",
            "lever",
            "ez",
            "ezbar",
            "band",
            "banded",
            "resistance",
            "plate",
            "loaded",
            "weighted",
            "bodyweight",
            "assisted",
            "trx",
            "suspension",
            "iso",
            "lateral",
            "technogym",
            "panatta",
            "cybex",
            "precor",
            "nautilus",
            "gym80");

    private static final Set<String> SIDES = Set.of("single", "one", "alternating", "alternate", "unilateral", "arm");

    private ExerciseName() {}

    /** Every letter and digit that matters, in order. */
    static String exact(String raw) {
        return String.join("", words(raw));
    }

    /** The name without equipment, or the empty text when nothing remains. */
    static String withoutEquipment(String raw) {
        return without(raw, EQUIPMENT);
    }

    /** The name without equipment and side. */
    static String withoutEquipmentAndSide(String raw) {
        List<String> words = words(raw);
        if (!words.contains("arm") && !words.contains("alternating") && !words.contains("alternate")) {
            return "";
        }
        words.removeAll(EQUIPMENT);
        words.removeAll(SIDES);
        return String.join("", words);
    }

    static boolean says(String raw, String word) {
        return words(raw).contains(word);
    }

    private static String without(String raw, Set<String> words) {
        List<String> kept = words(raw);
        // "Lateral Raise" is an exercise, "Iso-Lateral" is a machine.
        if (!kept.contains("iso")) {
            kept.removeIf(word -> words.contains(word) && !word.equals("lateral"));
        } else {
            kept.removeIf(words::contains);
        }
        return String.join("", kept);
    }

    private static List<String> words(String raw) {
        List<String> words = new ArrayList<>();
        for (String word : raw.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(singular(word));
            }
        }
        return words;
    }

    private static String singular(String word) {
        if (word.length() <= 2 || !word.endsWith("s") || word.endsWith("ss")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("ches") || word.endsWith("shes") || word.endsWith("sses")) {
            return word.substring(0, word.length() - 2);
        }
        return word.substring(0, word.length() - 1);
    }
}
