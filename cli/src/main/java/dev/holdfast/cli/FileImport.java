package dev.holdfast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Sends a file to the command-service and says what became of each of its rows. */
final class FileImport {
    private final Services services;
    private final PrintWriter out;

    FileImport(Services services, PrintWriter out) {
        this.services = services;
        this.out = out;
    }

    /** @return the service's accounting */
    JsonNode send(Path file, @Nullable String athlete, String format, @Nullable String unit, @Nullable String zone) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.USAGE, "cannot import: file=" + file + ": there is no such file");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "athlete", athlete);
        put(parameters, "format", format);
        put(parameters, "unit", unit);
        put(parameters, "zone", zone);
        try (InputStream body = watched(file)) {
            return services.importFile(parameters, body);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read: file=" + file + ": " + e.getMessage());
        }
    }

    void print(JsonNode accounting, Path file) {
        out.printf(
                "%s as %s: rows %d = accepted %d + suspects %d + warm-ups %d + rest rows %d + duplicates %d"
                        + " + rejected %d%n",
                file.getFileName(),
                accounting.path("format").asText("?"),
                count(accounting, "rows"),
                count(accounting, "accepted"),
                count(accounting, "suspects"),
                count(accounting, "warmUps"),
                count(accounting, "restRows"),
                count(accounting, "duplicates"),
                count(accounting, "rejected"));
        out.printf(
                "  sessions %d, events %d; row by row: %s%s%n",
                count(accounting, "sessions"),
                count(accounting, "events"),
                Services.COMMAND_URL,
                accounting.path("outcomes").asText(""));
        if (count(accounting, "duplicates") == count(accounting, "rows") && count(accounting, "rows") > 0) {
            out.println("  nothing new: every row was a duplicate of one already stored");
        }
        if (count(accounting, "suspects") > 0) {
            out.println("  suspects are stored: they may be sessions that came before under another key");
        }
        StringJoiner unknown = new StringJoiner(", ");
        accounting
                .path("unknownExercises")
                .forEach(exercise -> unknown.add(exercise.path("name").asText() + " ("
                        + exercise.path("sets").asInt() + " sets)"));
        if (unknown.length() > 0) {
            out.println("  unknown exercises, kept as facts but not yet in the catalogue: " + unknown);
        }
        out.flush();
    }

    static int exitCode(JsonNode accounting) {
        return count(accounting, "rejected") > 0 ? ExitCode.ROWS_REJECTED : ExitCode.OK;
    }

    private static long count(JsonNode accounting, String field) {
        return accounting.path(field).asLong(0);
    }

    private static InputStream watched(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        if (!Terminal.present()) {
            return raw;
        }
        return ProgressBar.wrap(
                raw,
                new ProgressBarBuilder()
                        .setTaskName("import " + file.getFileName())
                        .setInitialMax(Files.size(file))
                        .setUnit(" MiB", 1024 * 1024));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
