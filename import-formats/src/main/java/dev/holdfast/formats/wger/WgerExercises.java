package dev.holdfast.formats.wger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of the exercises that wger's exports number. */
final class WgerExercises {
    private static final Map<Integer, String> NAMES = read();

    private WgerExercises() {}

    /** A number that is not listed becomes a name of its own, which nobody can mistake for a known exercise. */
    static String nameOf(int number) {
        return NAMES.getOrDefault(number, "wger exercise " + number);
    }

    private static Map<Integer, String> read() {
        try (@Nullable InputStream in = WgerExercises.class.getResourceAsStream("wger-exercises.txt")) {
            if (in == null) {
                throw new IllegalStateException("wger-exercises.txt is missing beside WgerExercises.class");
            }
            Map<Integer, String> names = new HashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#")) {
                    int blank = line.indexOf(' ');
                    names.put(Integer.valueOf(line.substring(0, blank)), line.substring(blank + 1));
                }
            }
            return Map.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
