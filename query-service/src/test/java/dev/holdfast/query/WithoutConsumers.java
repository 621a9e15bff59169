package dev.holdfast.query;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * For tests that forget how far partitions are folded: the application's consumers would read the topic again, and fold what
 * is not in the test's store.
 */
public final class WithoutConsumers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("holdfast.projection.enabled", "false");
    }
}
