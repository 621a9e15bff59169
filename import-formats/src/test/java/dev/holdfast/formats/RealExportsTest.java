package dev.holdfast.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.PerformedExercise;
import java.io.IOException;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Every row of real people's exports has exactly one outcome. */
class RealExportsTest {
    @Test
    void strong_2078Sets_areAllAccountedFor() throws IOException {
        Imported imported = read("strong/breinsp_strong-charts_MIT.csv", 2_078);

        assertThat(imported.format().key()).isEqualTo("strong");
        assertThat(imported.count(RowKind.WORKING)).isEqualTo(2_078);
        assertThat(imported.events()).hasSize(129);
        ImportedEvent first = imported.events().getFirst();
        assertThat(first.occurredAt()).isEqualTo(OffsetDateTime.parse("2021-02-10T16:46:13+01:00"));
        assertThat(first.key().source()).isEqualTo("strong");
        assertThat(imported.session(0).durationMinutes()).isEqualTo(138);
        assertThat(imported.set(0, 0, 0).loadKg()).isEqualTo(75);
        assertThat(imported.set(0, 0, 0).reps()).isEqualTo(8);
        assertThat(imported.set(0, 0, 0).durationSeconds()).isNull();
    }

    @Test
    void strong_restTimers_belongToNoSet() throws IOException {
        Imported imported = read("strong/wojtekolesinski_gravitus-to-strong_Unlicense.csv", 16);

        assertThat(imported.count(RowKind.WORKING)).isEqualTo(8);
        assertThat(imported.count(RowKind.REST)).isEqualTo(8);
        assertThat(imported.events()).hasSize(1);
        assertThat(imported.session(0).exercises()).hasSize(4);
    }

    @Test
    void hevy_330Sets_areAllAccountedFor() throws IOException {
        Imported imported = read("hevy/mouadja02_Hevy-Coach_MIT.csv", 330);

        assertThat(imported.format().key()).isEqualTo("hevy");
        assertThat(imported.count(RowKind.WORKING)).isEqualTo(330);
        assertThat(imported.events()).hasSize(17);
        assertThat(imported.events().getFirst().occurredAt())
                .isEqualTo(OffsetDateTime.parse("2025-06-30T19:56:00+02:00"));
        assertThat(imported.session(0).durationMinutes()).isEqualTo(62);
    }

    private static Imported read(String path, int rows) throws IOException {
        var file = SharedData.file(path);
        Imported imported = Imported.of(Files.newInputStream(file), Imported.BERLIN_KG);
        Imported again = Imported.of(Files.newInputStream(file), Imported.BERLIN_KG);

        assertThat(imported.rows().size() + imported.rejected().size()).isEqualTo(rows);
        assertThat(imported.rejected()).isEmpty();
        var lines = new HashSet<Long>();
        imported.rows().forEach(row -> lines.add(row.line()));
        assertThat(lines).as("each row once").hasSize(rows);
        assertThat(again.events()).isEqualTo(imported.events());
        assertThat(new HashSet<>(imported.keys())).hasSameSizeAs(imported.events());
        for (ImportedEvent event : imported.events()) {
            for (PerformedExercise exercise :
                    ((dev.holdfast.event.TrainingEvent.SessionLogged) event.fact()).exercises()) {
                assertThat(ExerciseCatalogue.standard().find(exercise.name()))
                        .as(exercise.name())
                        .isPresent();
            }
        }
        return imported;
    }
}
