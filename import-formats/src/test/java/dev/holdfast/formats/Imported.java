package dev.holdfast.formats;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.formats.ImportItem.Fact;
import dev.holdfast.formats.ImportItem.NothingToKeep;
import dev.holdfast.formats.ImportItem.Rejected;
import dev.holdfast.formats.known.KnownFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Everything that a file gave, for tests of small files. */
public record Imported(ImportFormat format, List<ImportedEvent> events, List<RowRef> rows, List<Rejected> rejected) {
    public static final ImportOptions BERLIN_KG =
            new ImportOptions(null, new AthleteId("a7"), LoadUnit.KG, ZoneId.of("Europe/Berlin"));

    /** What the file says must be enough, but for athlete and zone. */
    public static final ImportOptions BERLIN =
            new ImportOptions(null, new AthleteId("a7"), null, ZoneId.of("Europe/Berlin"));

    public static Imported of(String text, ImportOptions options) {
        return of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
    }

    public static Imported of(InputStream source, ImportOptions options) {
        var events = new ArrayList<ImportedEvent>();
        var rows = new ArrayList<RowRef>();
        var rejected = new ArrayList<Rejected>();
        try (ImportReader reader = KnownFormats.open(source, options)) {
            ImportItem item = reader.next();
            while (item != null) {
                switch (item) {
                    case Fact fact -> {
                        events.add(fact.event());
                        rows.addAll(fact.rows());
                    }
                    case NothingToKeep nothing -> rows.addAll(nothing.rows());
                    case Rejected one -> rejected.add(one);
                }
                item = reader.next();
            }
            return new Imported(reader.format(), events, rows, rejected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long count(RowKind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    public SessionLogged session(int index) {
        return (SessionLogged) events.get(index).fact();
    }

    public LoggedSet set(int session, int exercise, int set) {
        return session(session).exercises().get(exercise).sets().get(set);
    }

    public List<String> keys() {
        return events.stream().map(event -> event.key().toString()).toList();
    }
}
