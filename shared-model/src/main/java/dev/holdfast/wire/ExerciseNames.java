package dev.holdfast.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exercise names that payloads write as a number. The names and their numbers are part of the wire format. */
final class ExerciseNames {
    private static final List<String> NAMES = read();
    private static final Map<String, Integer> LINES = lines();

    private ExerciseNames() {}

    static int count() {
        return NAMES.size();
    }

    /** The line of exactly this name, from 1, or 0 when it has none. */
    static int line(String name) {
        return LINES.getOrDefault(name, 0);
    }

    /** @throws IllegalArgumentException when there is no such line */
    static String name(int line) {
        if (line < 1 || line > NAMES.size()) {
            throw new IllegalArgumentException(
                    "cannot read payload: exerciseLine=%d, known up to %d; update this service"
                            .formatted(line, NAMES.size()));
        }
        return NAMES.get(line - 1);
    }

    private static List<String> read() {
        try (@Nullable InputStream in = ExerciseNames.class.getResourceAsStream("exercise-names.txt")) {
            if (in == null) {
                throw new IllegalStateException("exercise-names.txt is missing beside ExerciseNames.class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> lines() {
        Map<String, Integer> lines = HashMap.newHashMap(NAMES.size());
        for (String name : NAMES) {
            lines.put(name, lines.size() + 1);
        }
        return lines;
    }
}
