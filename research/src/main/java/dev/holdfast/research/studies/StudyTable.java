package dev.holdfast.research.studies;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.research.plan.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjLongConsumer;

/**
 * Published figures as a table, CSV (RFC 4180) with the columns of {@link #COLUMNS}. A stranger adds a study by adding
 * rows.
 */
public final class StudyTable {
    public static final List<String> COLUMNS = List.of(
            "study",
            "group",
            "doi",
            "age",
            "protocol",
            "t_week",
            "kind",
            "change_pct",
            "err_pct",
            "n",
            "source",
            "note");

    /** More rows than the whole literature has. */
    public static final int ROWS_MAX = 10_000;

    private StudyTable() {}

    /** Columns of the table of studies that nothing was fitted to: {@link #COLUMNS} and what a row is for. */
    private static final List<String> EXTRA_COLUMNS = extraColumns();

    private static final int SPLIT = 3;
    private static final String HELD_OUT = "holdout";

    /**
     * A study that says something of pauses and gives no figure that the model could be compared with.
     *
     * @param participants how many, 0 where it pools studies
     * @param source read, derived or memory
     */
    public record ContextStudy(String study, String group, String doi, int participants, String source, String note) {}

    /** The project's own table, with its sources. */
    public static List<StudyFigure> published() {
        return parse(resource("studies.csv"));
    }

    /** Figures that nothing was fitted to, each marked with how it was got. */
    public static List<StudyFigure> heldOut() {
        List<StudyFigure> figures = new ArrayList<>();
        forEachRow(resource("studies-extra.csv"), EXTRA_COLUMNS, (row, line) -> {
            if (row.get(SPLIT).equals(HELD_OUT)) {
                List<String> cells = new ArrayList<>(row);
                cells.remove(SPLIT);
                figures.add(figure(cells, line));
            }
        });
        return figures;
    }

    /** Studies beside them that give no figure. */
    public static List<ContextStudy> context() {
        List<ContextStudy> studies = new ArrayList<>();
        forEachRow(resource("studies-extra.csv"), EXTRA_COLUMNS, (row, line) -> {
            if (!row.get(SPLIT).equals(HELD_OUT)) {
                studies.add(new ContextStudy(
                        row.get(0), row.get(1), row.get(2), (int) number("n", row.get(10)), row.get(11), row.get(12)));
            }
        });
        return studies;
    }

    private static List<String> extraColumns() {
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.add(SPLIT, "split");
        return columns;
    }

    private static String resource(String name) {
        try (InputStream in = StudyTable.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws InvalidValueException naming the line, the column and the remedy */
    public static List<StudyFigure> parse(String csv) {
        List<StudyFigure> figures = new ArrayList<>();
        forEachRow(csv, COLUMNS, (row, line) -> figures.add(figure(row, line)));
        if (figures.isEmpty() || figures.size() > ROWS_MAX) {
            throw new InvalidValueException(
                    "studies", figures.size(), "give 1 to " + ROWS_MAX + " rows under a header");
        }
        return figures;
    }

    private static void forEachRow(String csv, List<String> columns, ObjLongConsumer<List<String>> consumer) {
        // Rows of another length are refused below, with their line.
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(csv)) {
            boolean underHeader = false;
            for (CsvRecord record : records) {
                List<String> row = record.getFields();
                if (!underHeader) {
                    requireHeader(row, columns);
                    underHeader = true;
                } else if (!(row.size() == 1 && row.getFirst().isBlank())) {
                    consumer.accept(row, record.getStartingLineNumber());
                }
            }
        } catch (CsvParseException e) {
            throw new InvalidValueException("studies", String.valueOf(e.getMessage()), "give CSV (RFC 4180)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireHeader(List<String> header, List<String> columns) {
        List<String> names = header.stream().map(String::strip).toList();
        if (!names.equals(columns)) {
            throw new InvalidValueException("line 1", names, "begin with the header " + String.join(",", columns));
        }
    }

    private static StudyFigure figure(List<String> row, long line) {
        try {
            if (row.size() != COLUMNS.size()) {
                throw new InvalidValueException("columns", row.size(), "give " + COLUMNS.size() + " fields");
            }
            return new StudyFigure(
                    row.get(0).strip(),
                    row.get(1).strip(),
                    row.get(2).strip(),
                    number("age", row.get(3)),
                    Protocol.parse(row.get(4)),
                    number("t_week", row.get(5)),
                    FigureKind.ofLabel(row.get(6).strip()),
                    number("change_pct", row.get(7)),
                    number("err_pct", row.get(8)),
                    row.get(9).isBlank() ? 0 : (int) number("n", row.get(9)),
                    row.get(10).strip(),
                    row.get(11).strip());
        } catch (InvalidValueException e) {
            throw e.within("line " + line);
        }
    }

    private static double number(String field, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidValueException(field, text, "give a number");
        }
    }
}
