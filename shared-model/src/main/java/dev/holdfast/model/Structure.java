package dev.holdfast.model;

/**
 * What a muscle group holds.
 *
 * @param nuclei N, extra myonuclei over untrained, fraction in [0, Nmax); the durable part
 * @param volatileSize X, fibre size beyond what the nuclei keep, fraction ≥ 0; atrophies
 * @param ageDays a, days since the last effective session; infinite before the first
 */
public record Structure(double nuclei, double volatileSize, double ageDays) {
    public static final Structure UNTRAINED = new Structure(0, 0, Double.POSITIVE_INFINITY);
}
