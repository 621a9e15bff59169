package dev.holdfast.command.imports;

import dev.holdfast.formats.RowKind;
import java.util.Arrays;

/** What became of a row. */
public enum Outcome {
    ACCEPTED("accepted"),
    /** Stored, and it may be a session that is stored under another key. */
    SUSPECT("suspect"),
    WARM_UP("warm-up"),
    REST("rest"),
    DUPLICATE("duplicate"),
    REJECTED("rejected");

    private final String key;

    Outcome(String key) {
        this.key = key;
    }

    /** As in answers and in the table. */
    public String key() {
        return key;
    }

    static Outcome ofKey(String key) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no outcome: " + key));
    }

    static Outcome ofSound(RowKind kind) {
        return switch (kind) {
            case WORKING -> ACCEPTED;
            case WARM_UP -> WARM_UP;
            case REST -> REST;
        };
    }
}
