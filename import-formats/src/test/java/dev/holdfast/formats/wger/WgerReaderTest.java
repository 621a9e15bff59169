package dev.holdfast.formats.wger;

import static dev.holdfast.formats.Imported.BERLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.SetKind;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.Imported;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.known.KnownFormats;
import java.time.OffsetDateTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WgerReaderTest {
    @Test
    void page_ofToday_isReadByDayAndSession() {
        Imported imported = Imported.of(json("""
                {'count':5,'next':null,'previous':null,'results':[
                {'id':1,'date':'2026-03-02T17:30:00Z','session':5,'routine':1,'next_log':null,'exercise':73,
                 'repetitions_unit':1,'repetitions':'8.00','weight_unit':1,'weight':'82.50','rir':'1.5','rest':null},
                {'id':2,'date':'2026-03-02T17:40:00Z','session':5,'exercise':73,
                 'repetitions_unit':1,'repetitions':'6.00','weight_unit':2,'weight':'100.00','rir':null},
                {'id':3,'date':'2026-03-02T17:50:00Z','session':5,'exercise':475,
                 'repetitions_unit':2,'repetitions':'1.00','weight_unit':3,'weight':'1.00'},
                {'id':4,'date':'2026-03-02T19:50:00Z','session':6,'exercise':99999,
                 'repetitions_unit':4,'repetitions':'2.00','weight_unit':1,'weight':null},
                {'id':5,'date':'2026-03-04T17:30:00Z','session':7,'exercise':615,
                 'repetitions_unit':1,'repetitions':'-5','weight_unit':1,'weight':'100'}]}
                """), BERLIN);

        assertThat(imported.format().key()).isEqualTo("wger");
        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(1L, 2L, 3L, 4L);
        assertThat(imported.events())
                .extracting(ImportedEvent::occurredAt)
                .containsExactly(
                        OffsetDateTime.parse("2026-03-02T18:30:00+01:00"),
                        OffsetDateTime.parse("2026-03-02T20:50:00+01:00"));
        assertThat(imported.session(0).exercises())
                .extracting(exercise -> exercise.name())
                .containsExactly("Bench Press (Barbell)", "Pull Up");
        assertThat(imported.set(0, 0, 0)).isEqualTo(new LoggedSet(SetKind.WORKING, 82.5, 8, null, 1.5, null, null));
        assertThat(imported.set(0, 0, 1).loadKg()).isEqualTo(45.359);
        assertThat(imported.set(0, 1, 0)).isEqualTo(new LoggedSet(SetKind.FAILURE, null, null, null, null, null, null));
        assertThat(imported.session(1).exercises().getFirst().name()).isEqualTo("wger exercise 99999");
        assertThat(imported.set(1, 0, 0).durationSeconds()).isEqualTo(120);
        assertThat(imported.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.line()).isEqualTo(5);
            assertThat(rejected.field()).isEqualTo("reps");
        });
        assertThat(imported.keys()).allMatch(key -> key.startsWith("wger/a7/2026-03-02T"));
    }

    @Test
    void list_ofBefore_isReadByDay() {
        Imported imported = Imported.of(json("""
                [{'id':1,'reps':10,'weight':'50.00','date':'2021-05-01','rir':'2','exercise_base':615,'repetition_unit':1,
                  'weight_unit':1,'workout':3},
                 {'id':2,'reps':10,'weight':'50.00','date':'2021-05-03','rir':'','exercise_base':615,'repetition_unit':1,
                  'weight_unit':1,'workout':3}]
                """), BERLIN);

        assertThat(imported.rejected()).isEmpty();
        assertThat(imported.events()).hasSize(2);
        assertThat(imported.events().getFirst().occurredAt())
                .isEqualTo(OffsetDateTime.parse("2021-05-01T00:00:00+02:00"));
        assertThat(imported.set(0, 0, 0)).isEqualTo(new LoggedSet(SetKind.WORKING, 50.0, 10, null, 2.0, null, null));
    }

    @Test
    void wrongEntries_neverStopTheGoodOnes_butBrokenJsonEndsTheFile() {
        Imported imported = Imported.of(json("""
                [7, {'date':'0001-01-01','exercise':73,'repetitions':5}, {'date':'2021-05-01','repetitions':5},
                 {'date':'2021-05-01','exercise':73,'repetitions':'NaN'}, {'date':'2021-05-01','exercise':73,'repetitions':5},
                 {'date':'2021-05-01', oops
                """), BERLIN);

        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(5L);
        assertThat(imported.rejected())
                .extracting(ImportItem.Rejected::line, ImportItem.Rejected::field)
                .extracting(Object::toString)
                .containsExactly(
                        "(1L, \"row\")",
                        "(2L, \"date\")",
                        "(3L, \"exercise\")",
                        "(4L, \"repetitions\")",
                        "(6L, \"row\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'count':0,'results':null}", "{'a':1,'results':", "[[", "{\"results\":"})
    void noList_isRefusedOrEmpty(String text) {
        try {
            assertThat(Imported.of(json(text), BERLIN).events()).isEmpty();
        } catch (dev.holdfast.event.InvalidValueException e) {
            assertThat(e.field()).isEqualTo("body");
        }
    }

    @Test
    void missingParameters_areNamed() {
        assertThatThrownBy(() -> Imported.of("[]", KnownFormats.options("wger", null, null, "UTC")))
                .hasMessageContaining("athlete=");
        assertThatThrownBy(() -> Imported.of("[]", KnownFormats.options("wger", "a7", null, null)))
                .hasMessageContaining("zone=");
    }

    @Test
    void everyListedNumber_isAnExerciseOfTheCatalogue() {
        var listed = IntStream.range(0, 2_000)
                .mapToObj(WgerExercises::nameOf)
                .filter(name -> !name.startsWith("wger exercise"))
                .toList();

        assertThat(listed).hasSizeGreaterThan(60);
        assertThat(listed.stream()
                        .filter(name -> ExerciseCatalogue.standard().find(name).isEmpty()))
                .isEmpty();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
