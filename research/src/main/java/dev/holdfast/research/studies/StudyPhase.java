package dev.holdfast.research.studies;

/** Where in a protocol a figure was measured. */
public enum StudyPhase {
    /** In or at the end of the first training block. */
    FIRST_BLOCK("first block"),
    PAUSE("pause"),
    /** Training after a pause. */
    RETURN("return"),
    /** Another dose straight after the first block. */
    REDUCED("other dose");

    private final String label;

    StudyPhase(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
