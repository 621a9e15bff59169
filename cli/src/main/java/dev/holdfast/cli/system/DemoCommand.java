package dev.holdfast.cli.system;

import dev.holdfast.cli.http.Services;
import dev.holdfast.cli.http.TenantOption;
import dev.holdfast.cli.imports.FileImport;
import dev.holdfast.cli.terminal.ExitCode;
import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.TextTable;
import dev.holdfast.client.commands.model.ImportReport;
import dev.holdfast.client.queries.AthletesApi;
import dev.holdfast.client.queries.model.AthletePage;
import dev.holdfast.client.queries.model.AthleteView;
import dev.holdfast.formats.FileStart;
import dev.holdfast.formats.ImportFormat;
import dev.holdfast.formats.known.KnownFormats;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From exports to what the bodies keep, with one command. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start the system, import each FILE as an athlete of one gym, and show what the bodies keep.",
            "Without FILE: a made-up gym of 40 members over two years, marked as synthetic."
        })
public final class DemoCommand implements Callable<Integer> {
    /** As many athletes as one page shows. */
    private static final String ATHLETES_MAX = "200";

    private static final int ATHLETE_ID_LENGTH_MAX = 64;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files of any format that the command import reads.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "kg or lb, for files that do not say; ${DEFAULT-VALUE} by default.")
    private String unit = "kg";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone for files that do not say; this machine's by default.")
    private @Nullable String zone;

    @Option(names = "--exit", description = "Stop everything at the end instead of serving on.")
    private boolean exit;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Map<String, Path> athletes = athletes();
        if (Services.ready()) {
            say("using the system that is running already");
            return demonstrate(athletes);
        }
        try (StandaloneSystem system = StandaloneSystem.launch()) {
            system.awaitReady();
            int exitCode = demonstrate(athletes);
            if (exit) {
                return exitCode;
            }
            say("serving on until Ctrl-C");
            int ended = system.awaitEnd();
            return ended == ExitCode.OK ? exitCode : ended;
        }
    }

    private int demonstrate(Map<String, Path> athletes) throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        FileImport fileImport = new FileImport(tenant.tenant(), out);
        int exitCode = ExitCode.OK;
        if (athletes.isEmpty()) {
            exitCode = importSyntheticGym(fileImport);
        } else {
            String zoneOrLocal = zone == null ? ZoneId.systemDefault().getId() : zone;
            say("where a file does not say: unit " + unit + " (--unit), time zone " + zoneOrLocal + " (--zone)");
            for (Map.Entry<String, Path> entry : athletes.entrySet()) {
                boolean ownEvents = namesAthletes(entry.getValue());
                ImportReport report = fileImport.send(
                        entry.getValue(),
                        ownEvents ? null : entry.getKey(),
                        KnownFormats.AUTO,
                        ownEvents ? null : unit,
                        ownEvents ? null : zoneOrLocal);
                fileImport.print(report, entry.getValue());
                exitCode = Math.max(exitCode, FileImport.exitCode(report));
            }
        }
        CatchingUp.await(out);
        printAthletes(out, tenant.tenant());
        say("");
        say("model estimates, not medical advice");
        say("dashboard " + Services.queryUrl() + "/?tenant=" + tenant.tenant());
        say("commands  " + Services.commandUrl() + "/q/openapi");
        say("queries   " + Services.queryUrl() + "/q/openapi");
        say("for example: curl -H 'Holdfast-Tenant: " + tenant.tenant() + "' " + Services.queryUrl() + "/v1/athletes");
        return exitCode;
    }

    private int importSyntheticGym(FileImport fileImport) throws IOException {
        Path file = Files.createTempFile("holdfast-synthetic-gym", ".ndjson");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                for (String line :
                        SyntheticGym.lines(LocalDate.now(ZoneOffset.UTC).minusDays(1))) {
                    writer.write(line);
                    writer.write('\n');
                }
            }
            say("a made-up gym of " + SyntheticGym.MEMBERS + " members since " + SyntheticGym.OPENING
                    + ", every event marked source=" + SyntheticGym.SOURCE);
            ImportReport report = fileImport.send(file, null, "ndjson", null, null);
            fileImport.print(report, file);
            return FileImport.exitCode(report);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void printAthletes(PrintWriter out, String tenant) {
        TextTable table = new TextTable(List.of(
                "athlete",
                "last session",
                "phase",
                "strength",
                "sharpness",
                "nuclei",
                "trace",
                "fibre",
                "weeks to return"));
        AthletesApi athletes = new AthletesApi(Services.queries());
        AthletePage page =
                Services.answer(() -> athletes.listAthletes(tenant, null, ATHLETES_MAX, null, null, null, null));
        for (AthleteView athlete : page.getItems()) {
            table.add(List.of(
                    athlete.getAthleteId(),
                    Figures.date(athlete.getLastSessionAt()),
                    athlete.getPhase(),
                    Figures.ratio(athlete.getStrengthRatio()),
                    Figures.percent(athlete.getSharpness()),
                    Figures.percent(athlete.getNucleiKept()),
                    Figures.percent(athlete.getTraceKept()),
                    Figures.percent(athlete.getFibreKept()),
                    Figures.weeks(athlete.getWeeksToReturn())));
        }
        out.println();
        out.println("strength against untrained (1.00); nuclei, trace and fibre: how much of each is kept");
        table.print(out);
        if (page.getNextCursor() != null) {
            out.println("and more: only the first " + ATHLETES_MAX + " are shown");
        }
        out.flush();
    }

    /** The file's name without ending, made fit for an id; two files of one name get numbers. */
    private Map<String, Path> athletes() {
        Map<String, Path> athletes = new LinkedHashMap<>();
        for (Path file : files) {
            FileImport.requireFile(file);
            String id = athleteId(file);
            String free = id;
            for (int number = 2; athletes.containsKey(free); number++) {
                free = id + "-" + number;
            }
            athletes.put(free, file);
        }
        return athletes;
    }

    static String athleteId(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String id = (dot > 0 ? name.substring(0, dot) : name)
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[^A-Za-z0-9]+|-+$", "");
        // Leaves room for a number.
        return id.isEmpty() ? "athlete" : id.substring(0, Math.min(id.length(), ATHLETE_ID_LENGTH_MAX - 4));
    }

    private static boolean namesAthletes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            ImportFormat format = KnownFormats.recognise(new FileStart(in.readNBytes(FileStart.BYTES_MAX)));
            return format != null && format.description().namesAthletes();
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
