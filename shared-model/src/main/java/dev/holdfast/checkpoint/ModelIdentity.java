package dev.holdfast.checkpoint;

import dev.holdfast.digest.Sha256;
import dev.holdfast.model.Parameters;
import dev.holdfast.model.TwoSystemModel;
import dev.holdfast.timeline.AthleteFold;
import java.lang.reflect.RecordComponent;

/**
 * What a state was computed with. Two states can be compared only when these are equal.
 *
 * @param modelVersion of the equations
 * @param parameterHash SHA-256 of {@link #canonicalText}, 64 hexadecimal digits
 * @param catalogueVersion of the exercises' meaning
 */
public record ModelIdentity(String modelVersion, String parameterHash, String catalogueVersion) {
    public static ModelIdentity of(AthleteFold fold) {
        String text = canonicalText(fold.parameters()) + "pausePolicyDays=" + fold.pausePolicyDays() + "\n";
        return new ModelIdentity(
                TwoSystemModel.VERSION, Sha256.hex(text), fold.catalogue().version());
    }

    /** One line {@code name=value} for each parameter in the order of {@link Parameters}, values as Java prints doubles. */
    public static String canonicalText(Parameters parameters) {
        StringBuilder text = new StringBuilder();
        for (RecordComponent component : Parameters.class.getRecordComponents()) {
            try {
                text.append(component.getName())
                        .append('=')
                        .append(component.getAccessor().invoke(parameters))
                        .append('\n');
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a public record's accessor is callable: " + component, e);
            }
        }
        return text.toString();
    }
}
