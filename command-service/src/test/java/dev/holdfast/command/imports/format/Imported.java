package dev.holdfast.command.imports.format;

import dev.holdfast.command.imports.format.ImportItem.Fact;
import dev.holdfast.command.imports.format.ImportItem.NothingToKeep;
import dev.holdfast.command.imports.format.ImportItem.Rejected;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Everything that a file gave, for tests of small files. */
record Imported(ImportFormat format, List<ImportedEvent> events, List<RowRef> rows, List<Rejected> rejected) {
    static final ImportOptions BERLIN_KG =
            new ImportOptions(ImportFormat.AUTO, new AthleteId("a7"), LoadUnit.KG, ZoneId.of("Europe/Berlin"));

    /** What the file says must be enough, but for athlete and zone. */
    static final ImportOptions BERLIN =
            new ImportOptions(ImportFormat.AUTO, new AthleteId("a7"), null, ZoneId.of("Europe/Berlin"));

    static Imported of(String text, ImportOptions options) {
        return of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
    }

    static Imported of(InputStream source, ImportOptions options) {
        var events = new ArrayList<ImportedEvent>();
        var rows = new ArrayList<RowRef>();
        var rejected = new ArrayList<Rejected>();
        try (ImportReader reader = ImportFormat.open(source, options)) {
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

    long count(RowKind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    SessionLogged session(int index) {
        return (SessionLogged) events.get(index).fact();
    }

    LoggedSet set(int session, int exercise, int set) {
        return session(session).exercises().get(exercise).sets().get(set);
    }

    List<String> keys() {
        return events.stream().map(event -> event.key().toString()).toList();
    }
}
