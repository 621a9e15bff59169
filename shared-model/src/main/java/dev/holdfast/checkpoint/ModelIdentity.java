package dev.holdfast.checkpoint;

import dev.holdfast.digest.Sha256;
import dev.holdfast.model.ParameterText;
import dev.holdfast.model.TwoSystemModel;
import dev.holdfast.timeline.AthleteFold;

/**
 * What a state was computed with. Two states can be compared only when these are equal.
 *
 * @param modelVersion of the equations
 * @param parameterHash SHA-256 of {@link ParameterText#of} and of the pause policy, 64 hexadecimal digits
 * @param catalogueVersion of the exercises' meaning
 */
public record ModelIdentity(String modelVersion, String parameterHash, String catalogueVersion) {
    public static ModelIdentity of(AthleteFold fold) {
        String text = ParameterText.of(fold.parameters()) + "pausePolicyDays=" + fold.pausePolicyDays() + "\n";
        return new ModelIdentity(
                TwoSystemModel.VERSION, Sha256.hex(text), fold.catalogue().version());
    }
}
