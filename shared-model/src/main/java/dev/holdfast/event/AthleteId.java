package dev.holdfast.event;

/** The tenant's own pseudonym of an athlete. Names and mail addresses are refused: an at sign or a blank has no place in it. */
public record AthleteId(String value) {
    public AthleteId {
        Check.id(
                "athleteId",
                value,
                Check::isLetterOrDigit,
                "._-",
                "use a pseudonym of 1 to 64 letters, digits, dots, hyphens and underscores, never a name or a mail address");
    }

    @Override
    public String toString() {
        return value;
    }
}
