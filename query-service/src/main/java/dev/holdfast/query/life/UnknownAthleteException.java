package dev.holdfast.query.life;

import dev.holdfast.event.AthleteId;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;

/** Nothing is known of an athlete, or was known at the time that was asked about. */
public final class UnknownAthleteException extends ProblemException {
    private static final ProblemKind UNKNOWN = new ProblemKind(404, "unknown-athlete", "The athlete is not known");
    private static final long serialVersionUID = 1L;

    public UnknownAthleteException(AthleteId athlete) {
        super(
                UNKNOWN.problem("nothing is known of athleteId=%s, or was by knownAt".formatted(athlete.value()))
                        .about(
                                "athleteId",
                                athlete.value(),
                                "check the id and the tenant, see /v1/athletes; events that were just sent are folded within a second or two"));
    }
}
