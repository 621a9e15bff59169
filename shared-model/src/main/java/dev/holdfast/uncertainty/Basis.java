package dev.holdfast.uncertainty;

/** What a derived number rests on, from most to least. */
public enum Basis {
    /** Calibrated on this athlete's own tests. */
    OWN_DATA,
    /** Parameters fitted to published groups. */
    POPULATION,
    /** Something never measured in people, or history that was reported and not logged: N, T, their time constants, prior training. */
    ASSUMPTION,
    /** Further than any study has looked. The number is an extrapolation. */
    BEYOND_EVIDENCE
}
