package dev.holdfast.command.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sessions that are about to be stored in one transaction, where no query finds them yet. */
public final class PendingSessions {
    private final Map<Long, List<Placed>> byDigest = new HashMap<>();

    private record Placed(SessionSets sets, Suspect session) {}

    public void add(SessionSets sets, Suspect session) {
        byDigest.computeIfAbsent(sets.digest(), k -> new ArrayList<>(1)).add(new Placed(sets, session));
    }

    /** Those that may be the same session as {@code sets}. */
    public List<Suspect> suspectsOf(SessionSets sets) {
        return byDigest.getOrDefault(sets.digest(), List.of()).stream()
                .filter(placed -> placed.sets().isSuspectOf(sets))
                .map(Placed::session)
                .limit(SessionSetsSql.SUSPECTS_MAX)
                .toList();
    }
}
