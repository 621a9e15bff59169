package dev.holdfast.catalogue;

import dev.holdfast.catalogue.Exercise.Kind;
import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.event.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a catalogue, as its own first lines describe it.
 *
 * @param version null where the file does not say
 * @param shares of each movement that the file describes
 * @param entries every exercise with its names, in the order of the file
 */
record CatalogueFile(@Nullable String version, Map<Movement, List<MuscleShare>> shares, List<Entry> entries) {
    private static final int NAME_LENGTH_MAX = 200;

    record Entry(Exercise exercise, List<String> names, int line) {}

    /** @throws InvalidValueException naming the line and what may stand there */
    static CatalogueFile parse(String text) {
        return new Parsing().parse(text);
    }

    private static final class Parsing {
        private @Nullable String version;
        private final Map<Movement, List<MuscleShare>> shares = new LinkedHashMap<>();
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable Movement movement;
        private int number;

        CatalogueFile parse(String text) {
            for (String line : text.split("\n", -1)) {
                number++;
                String content = line.strip();
                if (!content.isEmpty() && !content.startsWith("#")) {
                    parseLine(content);
                }
            }
            return new CatalogueFile(version, shares, entries);
        }

        private void parseLine(String content) {
            int blank = content.indexOf(' ');
            String word = blank < 0 ? content : content.substring(0, blank);
            String rest = blank < 0 ? "" : content.substring(blank + 1).strip();
            if (rest.isEmpty()) {
                throw invalid(content, "write a word, a blank and what it is about");
            }
            try {
                switch (word) {
                    case "version" -> version = rest;
                    case "movement" -> movement = Movement.ofKey(rest);
                    case "prime" -> addShares(rest, MuscleShare.PRIME_MOVER);
                    case "secondary" -> addShares(rest, MuscleShare.SECONDARY);
                    case "external", "bodyweight", "assisted" ->
                        addEntry(rest, Kind.STRENGTH, movement(), Loading.valueOf(word.toUpperCase(Locale.ROOT)));
                    case "cardio" -> addEntry(rest, Kind.CARDIO, null, Loading.EXTERNAL);
                    case "mobility" -> addEntry(rest, Kind.MOBILITY, null, Loading.EXTERNAL);
                    default ->
                        throw invalid(
                                word,
                                "begin with version, movement, prime, secondary, external, bodyweight, assisted,"
                                        + " cardio or mobility");
                }
            } catch (InvalidValueException e) {
                throw e.field().startsWith("catalogue") ? e : e.within("catalogue.line[" + number + "]");
            }
        }

        private Movement movement() {
            if (movement == null) {
                throw invalid("", "put a line such as 'movement bench-press' before its exercises");
            }
            return movement;
        }

        private void addShares(String keys, int thousandths) {
            List<MuscleShare> list = shares.computeIfAbsent(movement(), any -> new ArrayList<>());
            for (String key : keys.split(" +")) {
                list.add(new MuscleShare(MuscleGroup.ofKey(key), thousandths));
            }
        }

        private void addEntry(String list, Kind kind, @Nullable Movement practised, Loading loading) {
            List<String> names = Stream.of(list.split(";"))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
            if (names.isEmpty()) {
                throw invalid(list, "give the exercise's name");
            }
            for (String name : names) {
                if (name.length() > NAME_LENGTH_MAX || ExerciseName.exact(name).isEmpty()) {
                    throw invalid(name, "give a name of 1 to " + NAME_LENGTH_MAX + " characters with a letter in it");
                }
            }
            entries.add(new Entry(new Exercise(names.getFirst(), kind, practised, loading), names, number));
        }

        private InvalidValueException invalid(String value, String remedy) {
            return new InvalidValueException("catalogue.line[" + number + "]", value, remedy);
        }
    }
}
