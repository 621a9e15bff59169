package dev.holdfast.command.athlete;

import dev.holdfast.event.EventKey;
import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;

/** A command that corrects or retracts a session which is not stored, or was retracted. */
public final class UnknownSessionException extends ProblemException {
    private static final ProblemKind UNKNOWN = new ProblemKind(409, "unknown-session", "No such session is stored");
    /** Also for rows of an import. */
    public static final String RETRACTED_REMEDY =
            "it was retracted, and that stays: log the session again with another sourceEventId";

    private static final long serialVersionUID = 1L;

    private static final ProblemKind RETRACTED = new ProblemKind(409, "session-retracted", "The session was retracted");

    private UnknownSessionException(Problem problem) {
        super(problem);
    }

    static UnknownSessionException ofRetracted(AthleteCommand command, EventKey session) {
        return new UnknownSessionException(RETRACTED
                .problem("athlete %s: the session with source=%s, sourceEventId=%s was retracted"
                        .formatted(command.athlete(), session.source(), session.sourceEventId()))
                .about(AthleteCommand.revisedField(command.fact()), session.toString(), RETRACTED_REMEDY));
    }

    static UnknownSessionException of(AthleteCommand command, EventKey session) {
        return new UnknownSessionException(UNKNOWN.problem("athlete %s has no session with source=%s, sourceEventId=%s"
                        .formatted(command.athlete(), session.source(), session.sourceEventId()))
                .about(
                        AthleteCommand.revisedField(command.fact()),
                        session.toString(),
                        "name the source and sourceEventId under which it was stored"));
    }
}
