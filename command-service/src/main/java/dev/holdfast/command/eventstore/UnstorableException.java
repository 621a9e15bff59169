package dev.holdfast.command.eventstore;

import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import java.sql.SQLException;

/** The database refuses a value of the request for what it is. Nothing of it was stored, and it will be so every time. */
public final class UnstorableException extends ProblemException {
    private static final ProblemKind UNSTORABLE =
            new ProblemKind(422, "unstorable-value", "The event store cannot hold a value of this");
    private static final long serialVersionUID = 1L;

    UnstorableException(SQLException refusal) {
        super(
                UNSTORABLE
                        .problem("the database refused a value (sqlState=%s)".formatted(refusal.getSQLState()))
                        .about(
                                null,
                                null,
                                "do not send it again as it is; tell the operator, whose log names the statement"),
                refusal);
    }
}
