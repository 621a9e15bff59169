package dev.holdfast.timeline;

import dev.holdfast.catalogue.MuscleGroup;
import dev.holdfast.model.Structure;

/**
 * A muscle group at an instant; every figure a model estimate.
 *
 * @param structure N, X and days since the start of the last effective session's day
 * @param fibreSize F, fraction over untrained
 * @param peakFibreSize highest F right after a session so far
 * @param peakNuclei highest N so far
 */
public record MuscleGroupAt(
        MuscleGroup group, Structure structure, double fibreSize, double peakFibreSize, double peakNuclei) {}
