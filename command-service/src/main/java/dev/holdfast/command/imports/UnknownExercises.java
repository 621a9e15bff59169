package dev.holdfast.command.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which names of a file's exercises the catalogue does not know, and whose they are, in bounded memory. */
final class UnknownExercises {
    /** A file with more unknown names than this is no training log; the first ones show it. */
    private static final int NAMES_MAX = 1_000;
    /** What more athletes than these have written is nobody's own, and an erasure need not find it. */
    private static final int ATHLETES_MAX = 20;
    /** Stands for all athletes beyond {@link #ATHLETES_MAX}. */
    private static final String MANY = "";

    private final Map<String, Set<String>> athletesByName = new HashMap<>();

    /** Some sets of an athlete under one name. */
    record Use(String name, String athlete, long sets) {}

    UnknownExercises copy() {
        UnknownExercises copy = new UnknownExercises();
        athletesByName.forEach((name, athletes) -> copy.athletesByName.put(name, new HashSet<>(athletes)));
        return copy;
    }

    /** Takes note of {@code uses}, and returns what of them is to be kept: each name of each athlete once. */
    List<Use> add(List<Use> uses) {
        Map<String, Map<String, Long>> sets = new HashMap<>();
        for (Use use : uses) {
            Set<String> athletes = athletesByName.get(use.name());
            if (athletes == null) {
                if (athletesByName.size() == NAMES_MAX) {
                    continue;
                }
                athletes = new HashSet<>();
                athletesByName.put(use.name(), athletes);
            }
            boolean toldApart = athletes.contains(use.athlete()) || athletes.size() < ATHLETES_MAX;
            if (toldApart) {
                athletes.add(use.athlete());
            }
            sets.computeIfAbsent(use.name(), name -> new HashMap<>())
                    .merge(toldApart ? use.athlete() : MANY, use.sets(), Long::sum);
        }
        List<Use> kept = new ArrayList<>();
        sets.forEach((name, byAthlete) -> byAthlete.forEach((of, count) -> kept.add(new Use(name, of, count))));
        // Whoever changes these rows does so in this order.
        kept.sort(Comparator.comparing(Use::name).thenComparing(Use::athlete));
        return kept;
    }
}
