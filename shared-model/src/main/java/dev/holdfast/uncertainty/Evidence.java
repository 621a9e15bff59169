package dev.holdfast.uncertainty;

/** How far the published studies reach, and how far the model misses them. */
public final class Evidence {
    /** No human data on strength after a longer pause than about three years. */
    public static final double STRENGTH_PAUSE_DAYS_MAX = 3 * 365.25;

    /** RMSE of S/S0 when a study is left out of the fit: 9.0 percentage points. */
    public static final double STRENGTH_ERROR_POPULATION = 0.090;

    /** RMSE of S/S0 after calibrating on a study's first training block: 5.2 percentage points. */
    public static final double STRENGTH_ERROR_CALIBRATED = 0.052;

    /** RMSE of isometric force and of fibre area: about 13 percentage points. */
    public static final double SIZE_ERROR = 0.13;

    /**
     * Error of ln(weeks of a return) beside that of the parameters. An assumption: the studies with a return (Taaffe 1997,
     * Ogasawara 2010, Seaborne 2018) test once at its end and cannot tell more than a factor of about 1.4.
     */
    public static final double RETURN_WEEKS_LOG_SD = 0.35;

    /** History that an athlete reports is half as certain as logged history: the SD of a draw is doubled. An assumption. */
    public static final double REPORTED_HISTORY_WIDENING = 2;

    private Evidence() {}

    /** @param pauseDays length of the pause that the number looks back on or ahead over */
    public static Basis forStrength(double pauseDays, boolean calibrated) {
        if (pauseDays > STRENGTH_PAUSE_DAYS_MAX) {
            return Basis.BEYOND_EVIDENCE;
        }
        return calibrated ? Basis.OWN_DATA : Basis.POPULATION;
    }
}
