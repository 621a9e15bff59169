package dev.holdfast.cli.model;

import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Failure;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportReader;
import dev.holdfast.formats.known.KnownFormats;
import dev.holdfast.research.forecast.TrainingLog;
import dev.holdfast.research.forecast.TrainingLog.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Training logs from files, read here and now: nothing is stored or sent. */
final class LogFiles {
    /** Of exports that do not name their athlete. */
    private static final String LIFTER = "lifter";

    /** Logs have local times, and only their dates count. */
    private static final String ZONE = "UTC";

    @Parameters(
            arity = "1..*",
            paramLabel = "EXPORT",
            description = "Files of training apps, one for each lifter, or Holdfast's own events.")
    private List<Path> files = List.of();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "kg or lb, for files that do not say; ${DEFAULT-VALUE} by default.")
    private String unit = "kg";

    /** @param err hears of rows that could not be read */
    List<TrainingLog> read(PrintWriter err) {
        List<TrainingLog> logs = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new Failure(ExitCode.USAGE, "cannot read: file=" + file + ": there is no such file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                logs.addAll(read(in, file, err));
            } catch (IOException | InvalidValueException e) {
                throw new Failure(ExitCode.USAGE, "cannot read: file=" + file + ": " + e.getMessage());
            }
        }
        return logs;
    }

    /** One log for each athlete whom the file names, or one. */
    private List<TrainingLog> read(InputStream in, Path file, PrintWriter err) throws IOException {
        Map<String, List<Entry>> byAthlete = new TreeMap<>();
        int rejected = 0;
        try (ImportReader reader = KnownFormats.open(in, KnownFormats.options(KnownFormats.AUTO, LIFTER, unit, ZONE))) {
            for (ImportItem item = reader.next(); item != null; item = reader.next()) {
                switch (item) {
                    case ImportItem.Fact fact -> {
                        if (fact.event().fact() instanceof SessionLogged session) {
                            int day = (int)
                                    fact.event().occurredAt().toLocalDate().toEpochDay();
                            AthleteId athlete = fact.event().athlete();
                            List<Entry> entries =
                                    byAthlete.computeIfAbsent(athlete.value(), unused -> new ArrayList<>());
                            for (PerformedExercise exercise : session.exercises()) {
                                entries.add(new Entry(day, exercise));
                            }
                        }
                    }
                    case ImportItem.Rejected row -> rejected++;
                    case ImportItem.NothingToKeep rows -> {}
                }
            }
        }
        if (rejected > 0) {
            err.println(file + ": " + rejected + " rows could not be read and are left out");
            err.flush();
        }
        return byAthlete.values().stream().map(TrainingLog::new).toList();
    }
}
