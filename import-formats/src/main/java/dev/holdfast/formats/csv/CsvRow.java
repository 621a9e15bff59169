package dev.holdfast.formats.csv;

import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.text.Cells;
import org.jspecify.annotations.Nullable;

/** One data row with its headings. Cells are trimmed; an absent column is an empty cell. */
record CsvRow(long line, Headings headings, String[] cells) {
    String text(int column) {
        return column == Headings.ABSENT ? "" : cells[column].strip();
    }

    /** Null when the cell is empty. */
    @Nullable
    Double number(int column) {
        String text = text(column);
        if (text.isEmpty()) {
            return null;
        }
        if (headings.delimiter() == ',' && Cells.isThousandsOrDecimals(text)) {
            throw invalid(
                    column,
                    "write it without a comma: %s, or %s".formatted(text.replace(",", ""), text.replace(',', '.')));
        }
        Double number = Cells.number(text);
        if (number == null) {
            throw invalid(column, "give a number such as 82.5, or leave it empty");
        }
        return number;
    }

    /** Null when the cell is empty or 0, for columns in which an app writes 0 for what was not logged. */
    @Nullable
    Double numberAboveZero(int column) {
        Double number = number(column);
        return number != null && number == 0 ? null : number;
    }

    /** Null when the cell is empty. {@code 10.0} is a whole number. */
    @Nullable
    Integer wholeNumber(int column) {
        Double number = number(column);
        if (number == null) {
            return null;
        }
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw invalid(column, "give a whole number from 0 to 1000");
        }
        return number.intValue();
    }

    InvalidValueException invalid(int column, String remedy) {
        return new InvalidValueException(headings.name(column), text(column), remedy);
    }
}
