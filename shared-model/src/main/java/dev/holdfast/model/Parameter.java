package dev.holdfast.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is known of one constant, written once, at its component of a record such as {@link Parameters}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {
    /** Plain letters, for the command line and tables. */
    String symbol();

    /** As docs/model/model.md writes it. */
    String greek() default "";

    String meaning();

    String unit();

    /** The default. */
    double value();

    /** Lower end of the 90 % range of the default, NaN where none is given. */
    double low() default Double.NaN;

    /** Upper end of the 90 % range of the default, NaN where none is given. */
    double high() default Double.NaN;

    Basis basis();

    /** Smallest allowed value. */
    double min() default 1e-12;

    /** Largest allowed value; far outside any body, far inside what a double carries through the equations. */
    double max() default 1e9;

    /** Where a default comes from. */
    enum Basis {
        /** Fitted: to the published studies of studies.csv, or to what the record itself says. */
        FITTED,
        /** Fitted to the same, which says little of it. */
        WEAK,
        /** A prior that the studies hardly move. */
        PRIOR,
        /** Assumed: nobody has measured it over the time that matters. */
        ASSUMED,
        /** A convention, or for readouts alone. */
        CHOSEN
    }
}
