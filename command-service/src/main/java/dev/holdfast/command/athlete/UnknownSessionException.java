package dev.holdfast.command.athlete;

import dev.holdfast.event.EventKey;
import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;

/** A command that corrects or retracts a session which is not stored. */
public final class UnknownSessionException extends ProblemException {
    private static final ProblemKind UNKNOWN = new ProblemKind(409, "unknown-session", "No such session is stored");
    private static final long serialVersionUID = 1L;

    UnknownSessionException(AthleteCommand command, EventKey session) {
        super(UNKNOWN.problem("athlete %s has no session with source=%s, sourceEventId=%s"
                        .formatted(command.athlete(), session.source(), session.sourceEventId()))
                .about(
                        AthleteCommand.revisedField(command.fact()),
                        session.toString(),
                        "name the source and sourceEventId under which it was stored"));
    }
}
