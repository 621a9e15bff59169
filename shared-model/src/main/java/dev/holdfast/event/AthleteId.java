package dev.holdfast.event;

import java.util.regex.Pattern;

/** The tenant's own pseudonym of an athlete. Names and mail addresses are refused: an at sign or a blank has no place in it. */
public record AthleteId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public AthleteId {
        Check.pattern(
                "athleteId",
                value,
                FORM,
                "use a pseudonym of 1 to 64 letters, digits, dots, hyphens and underscores, never a name or a mail address");
    }

    @Override
    public String toString() {
        return value;
    }
}
