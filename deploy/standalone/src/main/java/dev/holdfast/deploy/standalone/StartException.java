package dev.holdfast.deploy.standalone;

/** The system cannot start, for a reason its user can mend. The message says what, the value and the remedy. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
