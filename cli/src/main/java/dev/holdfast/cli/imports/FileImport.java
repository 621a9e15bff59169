package dev.holdfast.cli.imports;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.client.commands.ApiClient;
import dev.holdfast.client.commands.ImportsApi;
import dev.holdfast.client.commands.model.ImportReport;
import dev.holdfast.client.commands.model.UnknownExercise;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Sends a file to the command-service and says what became of each of its rows. */
public final class FileImport {
    /** An import answers when its last row is stored. */
    private static final Duration ANSWER_WAIT_MAX = Duration.ofHours(6);

    private final String tenant;
    private final PrintWriter out;

    public FileImport(String tenant, PrintWriter out) {
        this.tenant = tenant;
        this.out = out;
    }

    public ImportReport send(
            Path file, @Nullable String athlete, String format, @Nullable String unit, @Nullable String zone) {
        requireFile(file);
        try (InputStream body = watched(file)) {
            ApiClient client = Services.commands().setReadTimeout(ANSWER_WAIT_MAX);
            // The generated client sends the file's name as JSON: the bytes take its place, read as they are sent.
            client.setRequestInterceptor(request -> request.POST(BodyPublishers.ofInputStream(() -> body)));
            ImportsApi imports = new ImportsApi(client);
            return Services.answer(
                    () -> imports.runImport(tenant, file.toFile(), athlete, null, format, null, unit, zone));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read: file=" + file + ": " + e.getMessage());
        }
    }

    public static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.USAGE, "cannot import: file=" + file + ": there is no such file");
        }
    }

    public void print(ImportReport report, Path file) {
        long rows = count(report.getRows());
        long suspects = count(report.getSuspects());
        long duplicates = count(report.getDuplicates());
        out.printf(
                "%s as %s: rows %d = accepted %d + suspects %d + warm-ups %d + rest rows %d + duplicates %d"
                        + " + rejected %d%n",
                file.getFileName(),
                Objects.requireNonNullElse(report.getFormat(), "?"),
                rows,
                count(report.getAccepted()),
                suspects,
                count(report.getWarmUps()),
                count(report.getRestRows()),
                duplicates,
                count(report.getRejected()));
        out.printf(
                "  sessions %d, events %d; row by row: %s%s%n",
                count(report.getSessions()),
                count(report.getEvents()),
                Services.commandUrl(),
                Objects.requireNonNullElse(report.getOutcomes(), ""));
        if (rows > 0 && duplicates == rows) {
            out.println("  nothing new: every row was a duplicate of one already stored");
        }
        if (suspects > 0) {
            out.println("  suspects are stored: they may be sessions that came before under another key");
        }
        List<UnknownExercise> unknown = Objects.requireNonNullElse(report.getUnknownExercises(), List.of());
        if (!unknown.isEmpty()) {
            out.println("  unknown exercises, kept as facts but not yet in the catalogue: "
                    + unknown.stream()
                            .map(exercise -> exercise.getName() + " (" + exercise.getSets() + " sets)")
                            .collect(Collectors.joining(", ")));
        }
        out.flush();
    }

    public static int exitCode(ImportReport report) {
        return count(report.getRejected()) > 0 ? ExitCode.ROWS_REJECTED : ExitCode.OK;
    }

    private static long count(@Nullable Long value) {
        return value == null ? 0 : value;
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
}
