package dev.holdfast.kernel;

import dev.holdfast.model.Parameters;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of every age in whole years. The age of a decay is that of the year in which its interval began, so
 * that an interval has one set of parameters, however it is divided.
 */
public final class AgeTables {
    /** The age modifier is 0 up to 40 and constant from 85. */
    private static final int AGE_MIN = 40;

    private static final int AGE_MAX = 85;

    private final Parameters parameters;
    private final DayTable base;
    /** Made when first needed. Two threads may make the same one; it is immutable and equal, so either will do. */
    private final @Nullable DayTable[] byAge = new @Nullable DayTable[AGE_MAX - AGE_MIN + 1];

    public AgeTables(Parameters parameters) {
        this.parameters = parameters;
        this.base = DayTable.of(parameters);
        byAge[0] = base;
    }

    /**
     * @param fromDay day on which the interval began, {@link FoldKernel#NEVER} when nothing was trained before
     * @param yearOfBirth 0 when unknown, which counts as under 40
     */
    public DayTable from(int fromDay, int yearOfBirth) {
        return yearOfBirth == 0 ? base : ofAge(fromDay, yearOfBirth);
    }

    private DayTable ofAge(int fromDay, int yearOfBirth) {
        int age = fromDay == FoldKernel.NEVER
                ? AGE_MIN
                : LocalDate.ofEpochDay(fromDay).getYear() - yearOfBirth;
        int index = Math.clamp(age, AGE_MIN, AGE_MAX) - AGE_MIN;
        DayTable table = byAge[index];
        if (table == null) {
            table = DayTable.of(parameters.atAge(AGE_MIN + index));
            byAge[index] = table;
        }
        return table;
    }
}
