package dev.holdfast.formats;

import dev.holdfast.event.InvalidValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one or more rows of a file say. */
public sealed interface ImportItem {
    /**
     * A fact, and the rows that it was made of, in the order of the file: the outcome of the event is the outcome of each.
     */
    record Fact(ImportedEvent event, List<RowRef> rows) implements ImportItem {
        public Fact {
            rows = List.copyOf(rows);
        }
    }

    /** Rows that are sound and say nothing to keep: the rest timers of a workout without an accepted set. */
    record NothingToKeep(List<RowRef> rows) implements ImportItem {
        public NothingToKeep {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row that cannot be a fact.
     *
     * @param line the physical line on which it begins, from 1
     * @param field the file's own heading, or {@code row} where no single field is at fault
     * @param value the offending value, shortened
     * @param remedy what to do about it
     * @param athlete whom the row is about, where it says so itself and can be read so far; null in files about one athlete
     */
    record Rejected(
            long line,
            String field,
            String value,
            String remedy,
            @Nullable String athlete) implements ImportItem {
        public Rejected(long line, String field, String value, String remedy) {
            this(line, field, value, remedy, null);
        }

        public static Rejected of(long line, InvalidValueException e) {
            return new Rejected(line, e.field(), e.value(), e.remedy());
        }
    }
}
