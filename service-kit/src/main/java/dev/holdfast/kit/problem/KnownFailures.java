package dev.holdfast.kit.problem;

import org.jspecify.annotations.Nullable;

/** The failures from elsewhere, such as the database's, that a service can explain to its callers. */
@FunctionalInterface
public interface KnownFailures {
    /** The problem that {@code failure} is, or null when it is a defect of the service. */
    @Nullable
    ProblemException explain(Throwable failure);
}
