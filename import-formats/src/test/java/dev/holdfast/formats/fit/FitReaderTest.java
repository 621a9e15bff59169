package dev.holdfast.formats.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.garmin.fit.ActivityMesg;
import com.garmin.fit.BenchPressExerciseName;
import com.garmin.fit.BufferEncoder;
import com.garmin.fit.DateTime;
import com.garmin.fit.ExerciseCategory;
import com.garmin.fit.FileIdMesg;
import com.garmin.fit.Fit;
import com.garmin.fit.SessionMesg;
import com.garmin.fit.SetMesg;
import com.garmin.fit.SetType;
import com.garmin.fit.Sport;
import com.garmin.fit.SubSport;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.catalogue.Movement;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.Imported;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import dev.holdfast.formats.SharedData;
import dev.holdfast.formats.known.KnownFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitReaderTest {
    private static final ImportOptions ATHLETE = new ImportOptions(null, new AthleteId("a7"), null, null);
    private static final Instant START = Instant.parse("2026-03-02T17:30:00Z");

    @Test
    void strengthSets_areOneSession_atTheWatchsOwnOffset() {
        Imported imported = read(strengthActivity(), ATHLETE);

        assertThat(imported.format().key()).isEqualTo("fit");
        assertThat(imported.rejected()).isEmpty();
        assertThat(imported.rows())
                .extracting(RowRef::kind)
                .containsExactly(RowKind.WORKING, RowKind.REST, RowKind.WORKING);
        assertThat(imported.events()).singleElement().satisfies(event -> {
            assertThat(event.occurredAt()).isEqualTo(OffsetDateTime.parse("2026-03-02T18:30:00+01:00"));
            assertThat(event.key().toString()).isEqualTo("fit/a7/2026-03-02T17:30:00Z");
        });
        assertThat(imported.session(0).durationMinutes()).isEqualTo(45);
        assertThat(imported.session(0).exercises())
                .extracting(exercise -> exercise.name())
                .containsExactly("Barbell Bench Press", "Squat");
        assertThat(imported.set(0, 0, 0).loadKg()).isEqualTo(82.5);
        assertThat(imported.set(0, 0, 0).reps()).isEqualTo(8);
        assertThat(imported.set(0, 0, 0).durationSeconds()).isEqualTo(40);
        assertThat(ExerciseCatalogue.standard()
                        .find("Barbell Bench Press")
                        .orElseThrow()
                        .movement())
                .isEqualTo(Movement.BENCH_PRESS);
    }

    @Test
    void senderWinsOverTheWatch_whereBothSayTheZone() {
        var kolkata = KnownFormats.options("fit", "a7", null, "Asia/Kolkata");

        assertThat(read(strengthActivity(), kolkata).events().getFirst().occurredAt())
                .isEqualTo(OffsetDateTime.parse("2026-03-02T23:00:00+05:30"));
    }

    @Test
    void damagedFile_isRefused() {
        byte[] damaged = strengthActivity();
        damaged[damaged.length / 2] ^= 0x55;

        assertThatThrownBy(() -> read(damaged, ATHLETE))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("damaged FIT file");
        assertThatThrownBy(() -> read(new byte[20], KnownFormats.options("fit", "a7", null, null)))
                .hasMessageContaining("no FIT file");
    }

    @ParameterizedTest
    @CsvSource({
        "garmin-edge-500-activity.fit,Cycling,2011-09-25T15:00:21+02:00,92622.34",
        "garmin-fenix-5-run.fit,Running,2017-06-11T16:34:09+02:00,157.56",
    })
    void realEnduranceActivity_isKeptAsItsSport(String file, String name, OffsetDateTime at, double meters)
            throws IOException {
        Imported imported = Imported.of(Files.newInputStream(SharedData.file("fit/" + file)), Imported.BERLIN);

        assertThat(imported.rows()).hasSize(1);
        assertThat(imported.events().getFirst().occurredAt()).isEqualTo(at);
        assertThat(imported.session(0).exercises().getFirst().name()).isEqualTo(name);
        assertThat(imported.set(0, 0, 0).distanceMeters()).isEqualTo(meters);
        assertThat(ExerciseCatalogue.standard().find(name).orElseThrow().movement())
                .isNull();
    }

    @Test
    void realSetWithoutExercise_isNamedAfterTheSport() throws IOException {
        Imported imported = Imported.of(
                Files.newInputStream(SharedData.file("fit/jimmykane_fit-parser_failed_one-set.fit")), ATHLETE);

        assertThat(imported.rows()).hasSize(1);
        assertThat(imported.session(0).exercises().getFirst().name()).isEqualTo("Yoga");
        assertThat(imported.set(0, 0, 0).durationSeconds()).isEqualTo(778.918);
    }

    private static Imported read(byte[] file, ImportOptions options) {
        return Imported.of(new ByteArrayInputStream(file), options);
    }

    private static byte[] strengthActivity() {
        var encoder = new BufferEncoder(Fit.ProtocolVersion.V2_0);
        var id = new FileIdMesg();
        id.setType(com.garmin.fit.File.ACTIVITY);
        encoder.write(id);
        encoder.write(set(
                SetType.ACTIVE, 82.5f, 8, ExerciseCategory.BENCH_PRESS, BenchPressExerciseName.BARBELL_BENCH_PRESS));
        encoder.write(set(SetType.REST, null, null, null, null));
        encoder.write(set(SetType.ACTIVE, 100f, 5, ExerciseCategory.SQUAT, null));
        var session = new SessionMesg();
        session.setStartTime(new DateTime(Date.from(START)));
        session.setSport(Sport.TRAINING);
        session.setSubSport(SubSport.STRENGTH_TRAINING);
        session.setTotalTimerTime(2_700f);
        encoder.write(session);
        var activity = new ActivityMesg();
        var end = new DateTime(Date.from(START.plusSeconds(2_700)));
        activity.setTimestamp(end);
        activity.setLocalTimestamp(end.getTimestamp() + 3_600);
        encoder.write(activity);
        return encoder.close();
    }

    private static SetMesg set(
            short type,
            @Nullable Float kilograms,
            @Nullable Integer reps,
            @Nullable Integer category,
            @Nullable Integer subtype) {
        var set = new SetMesg();
        set.setSetType(type);
        set.setDuration(40f);
        set.setStartTime(new DateTime(Date.from(START)));
        if (kilograms != null) {
            set.setWeight(kilograms);
        }
        if (reps != null) {
            set.setRepetitions(reps);
        }
        if (category != null) {
            set.setCategory(0, category);
        }
        if (subtype != null) {
            set.setCategorySubtype(0, subtype);
        }
        return set;
    }
}
