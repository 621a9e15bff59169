package dev.holdfast.catalogue;

import static java.util.Objects.requireNonNull;

import dev.holdfast.catalogue.Exercise.Kind;
import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.digest.Sha256;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TrainingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Maps the names that logs carry to exercises, and movements to the muscle groups that they load.
 *
 * <p>A name that is not listed is unknown: it has no dose, is counted, and is shown to the user, never guessed. Two rules
 * are no guess: spelling (case, blanks, hyphens, plurals), and equipment, which is left out when the name with it is not
 * listed ({@code Bench Press (Dumbbell)} is a bench press).
 *
 * <p>Involvement is a convention of this model: a prime mover gets the whole dose, a secondary mover half of it, as volume
 * is commonly counted (fractional counting, Pelland et al. 2025, doi:10.1007/s40279-025-02344-w, unverified). Which muscle
 * is which follows textbook anatomy; where electromyography and textbooks differ the textbook was kept.
 *
 * <p>Immutable; lookups are remembered, so that asking by the same text again costs one hash lookup.
 */
public final class ExerciseCatalogue {
    /** Distinct texts remembered. Beyond it a lookup still works and only takes longer. */
    private static final int REMEMBERED_MAX = 50_000;

    private static final int VERSION_DIGEST_BYTES = 6;

    private static final Optional<Exercise> UNKNOWN = Optional.empty();

    private final String version;
    private final Map<String, Exercise> byName;
    private final Map<Movement, List<MuscleShare>> shares = new EnumMap<>(Movement.class);
    private final int[][] groupIds;
    private final int[][] thousandths;
    private final ConcurrentHashMap<String, Optional<Exercise>> remembered = new ConcurrentHashMap<>();

    private ExerciseCatalogue(
            String version, Map<String, Exercise> byName, Map<Movement, List<MuscleShare>> sharesByMovement) {
        this.version = version;
        this.byName = byName;
        this.groupIds = new int[Movement.ID_MAX + 1][];
        this.thousandths = new int[Movement.ID_MAX + 1][];
        for (Movement movement : Movement.values()) {
            List<MuscleShare> list = List.copyOf(sharesByMovement.getOrDefault(movement, List.of()));
            if (list.stream().noneMatch(MuscleShare::isPrimeMover)) {
                throw new InvalidValueException("catalogue.prime", movement, "give the movement a prime mover");
            }
            shares.put(movement, list);
            groupIds[movement.id()] =
                    list.stream().mapToInt(share -> share.group().id()).toArray();
            thousandths[movement.id()] =
                    list.stream().mapToInt(MuscleShare::thousandths).toArray();
        }
    }

    /** The catalogue that comes with Holdfast. */
    public static ExerciseCatalogue standard() {
        return Standard.CATALOGUE;
    }

    /**
     * This catalogue with a tenant's own exercises, in the same text form. The tenant's names win over those here, and a
     * movement's muscle groups are replaced where the text gives them.
     *
     * @throws InvalidValueException naming the line, the value and the remedy
     */
    public ExerciseCatalogue with(String text) {
        CatalogueFile file = CatalogueFile.parse(text);
        Map<String, Exercise> names = new HashMap<>(byName);
        names.putAll(index(file));
        Map<Movement, List<MuscleShare>> all = new EnumMap<>(Movement.class);
        for (Movement movement : Movement.values()) {
            all.put(movement, file.shares().getOrDefault(movement, involvement(movement)));
        }
        return new ExerciseCatalogue(version + "+" + Sha256.hex(text, VERSION_DIGEST_BYTES), Map.copyOf(names), all);
    }

    /** Changes whenever a name may mean something else, or a movement loads other muscle groups. */
    public String version() {
        return version;
    }

    /** The names in a session, or in what replaces one, that are not known; each once, in order. */
    public List<String> unknownOf(TrainingEvent fact) {
        TrainingEvent.SessionLogged session = fact.session();
        return session == null
                ? List.of()
                : session.exercises().stream()
                        .map(PerformedExercise::name)
                        .filter(name -> find(name).isEmpty())
                        .distinct()
                        .toList();
    }

    /**
     * The exercise that a log calls {@code rawName}, or empty when the catalogue does not know it.
     *
     * @param rawName as logged, of any form
     */
    public Optional<Exercise> find(String rawName) {
        Optional<Exercise> known = remembered.get(rawName);
        if (known != null) {
            return known;
        }
        Optional<Exercise> found = lookUp(rawName);
        if (remembered.size() < REMEMBERED_MAX) {
            remembered.put(rawName, found);
        }
        return found;
    }

    /**
     * What the load of an exercise of that name stands for; where the catalogue does not know it, what its name says, and
     * the load itself where it says nothing.
     */
    public Loading loading(String rawName) {
        Optional<Exercise> known = find(rawName);
        if (known.isPresent()) {
            return known.get().loading();
        }
        if (ExerciseName.says(rawName, "assisted")) {
            return Loading.ASSISTED;
        }
        return ExerciseName.says(rawName, "bodyweight") ? Loading.BODYWEIGHT : Loading.EXTERNAL;
    }

    /**
     * The name reduced to what tells exercises apart: the same for names that differ in case, blanks, hyphens and plurals
     * alone, and another with other equipment. The name itself where it has no letter.
     */
    public static String spelling(String rawName) {
        String exact = ExerciseName.exact(rawName);
        return exact.isEmpty() ? rawName : exact;
    }

    /** The muscle groups that a movement loads, prime movers first. */
    public List<MuscleShare> involvement(Movement movement) {
        return requireNonNull(shares.get(movement));
    }

    /** How many muscle groups a movement loads: the bound of the index in the next two. */
    public int shareCount(Movement movement) {
        return groupIds[movement.id()].length;
    }

    /** {@link MuscleGroup#id()} of a movement's nth share. */
    public int shareGroupId(Movement movement, int index) {
        return groupIds[movement.id()][index];
    }

    /** {@link MuscleShare#thousandths()} of a movement's nth share. */
    public int shareThousandths(Movement movement, int index) {
        return thousandths[movement.id()][index];
    }

    /** Every exercise once. */
    public Collection<Exercise> exercises() {
        return new LinkedHashSet<>(byName.values());
    }

    private Optional<Exercise> lookUp(String rawName) {
        Exercise exact = byName.get(ExerciseName.exact(rawName));
        if (exact != null) {
            return Optional.of(exact);
        }
        Exercise base = byName.get(ExerciseName.withoutEquipment(rawName));
        if (base == null) {
            base = byName.get(ExerciseName.withoutEquipmentAndSide(rawName));
        }
        return base == null ? UNKNOWN : Optional.of(loadedAs(base, rawName));
    }

    /** "Bodyweight" and "assisted" are left out of a name as equipment but change what its load means. */
    private static Exercise loadedAs(Exercise base, String rawName) {
        Loading loading = base.loading();
        if (base.kind() == Kind.STRENGTH && ExerciseName.says(rawName, "assisted")) {
            loading = Loading.ASSISTED;
        } else if (base.loading() == Loading.EXTERNAL && ExerciseName.says(rawName, "bodyweight")) {
            loading = Loading.BODYWEIGHT;
        }
        return loading == base.loading() ? base : new Exercise(base.name(), base.kind(), base.movement(), loading);
    }

    private static Map<String, Exercise> index(CatalogueFile file) {
        Map<String, Exercise> index = new HashMap<>();
        for (CatalogueFile.Entry entry : file.entries()) {
            for (String name : entry.names()) {
                Exercise other = index.putIfAbsent(ExerciseName.exact(name), entry.exercise());
                if (other != null && !other.equals(entry.exercise())) {
                    throw new InvalidValueException(
                            "catalogue.line[" + entry.line() + "]",
                            name,
                            "leave it out: the name already stands for " + other.name());
                }
            }
        }
        return index;
    }

    /** Read when it is first asked for. */
    private static final class Standard {
        static final ExerciseCatalogue CATALOGUE = read();

        private static ExerciseCatalogue read() {
            try (@Nullable InputStream in = ExerciseCatalogue.class.getResourceAsStream("exercises.txt")) {
                if (in == null) {
                    throw new IllegalStateException("exercises.txt is missing beside ExerciseCatalogue.class");
                }
                CatalogueFile file = CatalogueFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                return new ExerciseCatalogue("holdfast-" + file.version(), Map.copyOf(index(file)), file.shares());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
