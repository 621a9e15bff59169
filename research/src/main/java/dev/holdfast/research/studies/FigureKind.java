package dev.holdfast.research.studies;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.model.Parameters;
import dev.holdfast.research.plan.Reading;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a published figure measures, and the model's readout for it. */
public enum FigureKind {
    /** One-repetition maximum of the trained lift: S/S0 − 1. */
    STRENGTH("strength", 3),
    /** Isometric or isokinetic force, a test that was not the trained lift. */
    ISO("iso", 3),
    /** Whole-muscle cross-section: F. */
    CSA("csa", 1.5),
    /** Fibre cross-section: rFib·F. */
    FCSA("fcsa", 4),
    /** Lean mass: rLean·F. */
    LEAN("lean", 1),
    /** Extra myonuclei: N. */
    NUCLEI("nuclei", 3),
    /** Sharpness in percent of the sharpness at the end of the first block. */
    PRECISION("precision", 5),
    /** F in percent of F at the end of the first block. */
    SIZE_KEPT("Fkeep", 5),
    /** ln(S/S0) in percent of the same at the end of the first block. */
    STRENGTH_KEPT("Skeep", 5);

    private final String label;
    private final double errorFloorPct;

    FigureKind(String label, double errorFloorPct) {
        this.label = label;
        this.errorFloorPct = errorFloorPct;
    }

    /** Name in the studies file. */
    public String label() {
        return label;
    }

    /** No study counts as more exact than this, in points. */
    public double errorFloorPct() {
        return errorFloorPct;
    }

    /** In percent of the end of the first block, not of baseline. */
    public boolean isKept() {
        return this == PRECISION || this == SIZE_KEPT || this == STRENGTH_KEPT;
    }

    public static FigureKind ofLabel(String label) {
        for (FigureKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new InvalidValueException(
                "kind",
                label,
                "give one of " + Arrays.stream(values()).map(FigureKind::label).collect(Collectors.joining(", ")));
    }

    /**
     * The model's value in percent.
     *
     * @param trained reading at the end of the first training block
     */
    public double predictedPct(Reading now, Reading trained, Parameters p) {
        return 100
                * switch (this) {
                    case STRENGTH -> now.strengthRatio() - 1;
                    case ISO -> now.untrainedTestRatio() - 1;
                    case CSA -> now.fibreSize();
                    case FCSA -> p.fibreAreaRatio() * now.fibreSize();
                    case LEAN -> p.leanMassRatio() * now.fibreSize();
                    case NUCLEI -> now.structure().nuclei();
                    case PRECISION -> share(now.sharpness(), trained.sharpness());
                    case SIZE_KEPT -> share(now.fibreSize(), trained.fibreSize());
                    case STRENGTH_KEPT ->
                        share(StrictMath.log(now.strengthRatio()), StrictMath.log(trained.strengthRatio()));
                };
    }

    private static double share(double now, double trained) {
        return trained > 0 ? now / trained : 0;
    }
}
