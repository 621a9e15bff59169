package dev.holdfast.timeline;

/**
 * What is left of the best, as shares of 1: sums over the tracks now by sums over their peaks. All 0 before anything was
 * trained.
 *
 * @param nuclei ΣN by Σ highest N of the muscle groups
 * @param trace ΣT by Σ highest T of the movements
 * @param fibre ΣF by Σ highest F of the muscle groups
 * @param strength geometric mean over the movements of S by highest S
 */
public record Kept(double nuclei, double trace, double fibre, double strength) {}
