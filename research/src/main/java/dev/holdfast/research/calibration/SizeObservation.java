package dev.holdfast.research.calibration;

/**
 * A muscle size from imaging, beside what the model says of the body at that instant.
 *
 * @param gain cross-section over untrained, fraction
 * @param fibreSize F then, under the population's parameters, fraction
 * @param error of the observation, SD, fraction
 */
public record SizeObservation(double gain, double fibreSize, double error) {
    public SizeObservation {
        StrengthObservation.require("gain", gain, -0.5, 5);
        StrengthObservation.require("fibreSize", fibreSize, 0, 100);
        StrengthObservation.require("error", error, 0.001, 10);
    }
}
