package dev.holdfast.kit.problem;

/**
 * One kind of problem, declared once as a constant by whoever detects it. Callers match on its name, so a name has one
 * title and one status.
 *
 * @param status the HTTP status that it is answered with
 * @param name the last part of the problem's type, such as {@code invalid-value}
 * @param title the same in every occurrence
 */
public record ProblemKind(int status, String name, String title) {
    public static final ProblemKind INVALID_VALUE = new ProblemKind(400, "invalid-value", "A value is not allowed");
    public static final ProblemKind WRONG_TYPE = new ProblemKind(400, "wrong-type", "A value has the wrong type");
    public static final ProblemKind INTERNAL = new ProblemKind(500, "internal", "The service failed");

    private static final String TYPES = "https://holdfast.dev/problems/";

    /** @param detail what failed in this occurrence */
    public Problem problem(String detail) {
        return new Problem(TYPES + name, title, status, detail, null, null, null, null);
    }
}
