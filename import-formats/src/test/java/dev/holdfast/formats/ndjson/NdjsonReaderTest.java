package dev.holdfast.formats.ndjson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PauseReason;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.PriorTraining;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.Sex;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.event.TrainingEvent.SessionCorrected;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.event.TrainingEvent.SessionRetracted;
import dev.holdfast.event.TrainingEvent.StrengthAssessed;
import dev.holdfast.event.TrainingEvent.TrainingPaused;
import dev.holdfast.event.TrainingEvent.TrainingStarted;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.Imported;
import dev.holdfast.formats.ImportedEvent;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.known.KnownFormats;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NdjsonReaderTest {
    private static final ImportOptions NONE = KnownFormats.options(null, null, null, null);
    private static final String ENVELOPE =
            "{\"athleteId\":\"a7\",\"occurredAt\":\"2026-03-02T18:30:00+01:00\",\"source\":\"club\",\"sourceEventId\":\"9\",";

    @Test
    void everyType_isRead() {
        assertThat(fact("'type':'TrainingStarted','yearOfBirth':1990,'sex':'FEMALE',"
                        + "'priorTraining':{'trainedWeeks':50,'sessionsPerWeek':3,'pausedWeeks':10}}"))
                .isEqualTo(new TrainingStarted(false, 1990, Sex.FEMALE, new PriorTraining(50, 3, 10)));
        var set = new LoggedSet(SetKind.DROP, 80.5, 8, 8.5, 1.0, 30.0, 5.0);
        var session = new SessionLogged(
                List.of(new PerformedExercise("Squat", List.of(LoggedSet.working(60, 5), set))), 60.0, 7.0, 90.0);
        String exercises =
                "'exercises':[{'name':'Squat','sets':[{'loadKg':60,'reps':5},{'kind':'DROP','loadKg':80.5,'reps':8,"
                        + "'rpe':8.5,'repsInReserve':1,'durationSeconds':30,'distanceMeters':5}]}],"
                        + "'durationMinutes':60,'sessionRpe':7,'trimp':90}";
        assertThat(fact("'type':'SessionLogged'," + exercises)).isEqualTo(session);
        assertThat(fact("'type':'TrainingPaused','reason':'INJURY'}"))
                .isEqualTo(new TrainingPaused(false, PauseReason.INJURY));
        assertThat(fact("'type':'TrainingPaused','reason':null}")).isEqualTo(new TrainingPaused(false, null));
        assertThat(fact("'type':'StrengthAssessed','exercise':'Squat','loadKg':140,'reps':1}"))
                .isEqualTo(new StrengthAssessed("Squat", 140, 1, null));
        assertThat(fact("'corrected':{'source':'s','sourceEventId':'1'},'replacement':{" + exercises
                        + ",'type':'SessionCorrected'}"))
                .isEqualTo(new SessionCorrected(new EventKey("s", "1"), session));
        assertThat(fact("'type':'SessionRetracted','retracted':{'source':'s','sourceEventId':'1'}}"))
                .isEqualTo(new SessionRetracted(new EventKey("s", "1")));
    }

    @Test
    void envelope_isKept_andLinesAreCounted() {
        Imported imported =
                Imported.of("\n" + line("'type':'TrainingPaused'}") + "\n\n" + line("'type':'TrainingPaused'}"), NONE);

        assertThat(imported.format().key()).isEqualTo("ndjson");
        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(2L, 4L);
        assertThat(imported.events().getFirst())
                .isEqualTo(new ImportedEvent(
                        new AthleteId("a7"),
                        OffsetDateTime.parse("2026-03-02T18:30:00+01:00"),
                        new EventKey("club", "9"),
                        new TrainingPaused(false, null)));
    }

    @Test
    void withoutId_theContentIsTheKey_howeverItIsSpelled() {
        String start = "{'athleteId':'a7','type':'SessionLogged','occurredAt':'2026-03-02T18:30:00+01:00',";
        Imported imported = Imported.of(
                json(start + "'sessionRpe':7,'durationMinutes':60}\n"
                        + "{ 'type':'SessionLogged','durationMinutes':60.0,'sessionRpe':7,'athleteId':'a7',"
                        + "'occurredAt':'2026-03-02T18:30+01:00'}\n"
                        + start + "'sessionRpe':8,'durationMinutes':60}\n"),
                NONE);

        List<String> keys = imported.keys();
        assertThat(keys.get(0))
                .matches("ndjson/[0-9a-f]{32}")
                .isEqualTo(keys.get(1))
                .isNotEqualTo(keys.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'SessionLogged','exercises':[{'name':'Squat','sets':[{'loadKg':-1,'reps':5}]}]}"
                        + "|exercises[0].sets[0].loadKg|-1",
                "'type':'SessionLogged','exercises':[{'name':'Squat','sets':[{'loadKg':1e999,'reps':5}]}]}"
                        + "|exercises[0].sets[0].loadKg|Infinity",
                "'type':'SessionLogged','exercises':[{'name':'Squat','sets':[{'reps':1000000000}]}]}"
                        + "|exercises[0].sets[0].reps|1000000000",
                "'type':'SessionLogged','exercises':[{'name':'Squat','sets':[{'reps':1000000000000}]}]}"
                        + "|exercises[0].sets[0].reps|1000000000000",
                "'type':'SessionLogged','exercises':[{'name':'Squat','sets':[{'reps':'5'}]}]}"
                        + "|exercises[0].sets[0].reps|5",
                "'type':'SessionLogged','exercises':[{'name':'Squat','sets':[{'wieght':5}]}]}"
                        + "|exercises[0].sets[0].wieght|``",
                "'type':'SessionLogged','exercises':[{'name':'Squat','sets':[]}]}|exercises[0].sets.length|0",
                "'type':'SessionLogged','exercises':[]}|exercises|[]",
                "'type':'SessionLogged','reason':'INJURY'}|reason|``",
                "'type':'TrainingPaused','reason':'LAZY'}|reason|LAZY",
                "'type':'TrainingStarted','mail':'x'}|mail|``",
                "'type':'AthleteErased'}|type|AthleteErased",
                "'type':'SessionRetracted'}|retracted|null",
                "'type':'SessionRetracted','retracted':{'source':'s'}}|retracted.sourceEventId|null",
                "'type':'SessionCorrected','corrected':{'source':'s','sourceEventId':'1'},'replacement':{'trimp':-1}}"
                        + "|replacement.trimp|-1.0",
            })
    void wrongField_isNamedWithItsPlace(String rest, String field, String value) {
        Imported imported = Imported.of(line(rest) + "\n" + line("'type':'TrainingPaused'}"), NONE);

        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(2L);
        assertThat(imported.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.line()).isOne();
            assertThat(rejected.field()).isEqualTo(field);
            assertThat(rejected.value()).startsWith(value);
            assertThat(rejected.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'athleteId':'a7','type':'TrainingPaused','occurredAt':'0001-01-01T00:00:00Z'}|occurredAt",
                "{'athleteId':'a7','type':'TrainingPaused','occurredAt':'9999-01-01T00:00:00Z'}|occurredAt",
                "{'athleteId':'a7','type':'TrainingPaused','occurredAt':'2026-03-02T18:30:00'}|occurredAt",
                "{'athleteId':'me@example.org','type':'TrainingPaused','occurredAt':'2026-03-02T18:30:00Z'}|athleteId",
                "{'athleteId':'a7','athleteId':'a8','type':'TrainingPaused','occurredAt':'2026-03-02T18:30:00Z'}|athleteId",
                "{'type':'TrainingPaused','occurredAt':'2026-03-02T18:30:00Z'}|athleteId",
                "{'athleteId':'a7'|row",
                "{'athleteId':'a7'}{}|row",
                "[1]|row",
                "nonsense|row",
                "{'loadKg':NaN}|row",
            })
    void wrongLine_isRejectedAndTheNextIsRead(String wrong, String field) {
        Imported imported = Imported.of(
                line("'type':'TrainingPaused'}") + "\n" + json(wrong) + "\n" + line("'type':'TrainingPaused'}"), NONE);

        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(1L, 3L);
        assertThat(imported.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.field()).isEqualTo(field);
            assertThat(rejected.line()).isEqualTo(2);
        });
    }

    private static TrainingEvent fact(String rest) {
        Imported imported = Imported.of(line(rest), NONE);
        assertThat(imported.rejected()).isEmpty();
        return imported.events().getFirst().fact();
    }

    private static String line(String rest) {
        return ENVELOPE + json(rest);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
