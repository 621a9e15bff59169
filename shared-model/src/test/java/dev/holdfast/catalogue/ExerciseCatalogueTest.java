package dev.holdfast.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.catalogue.Exercise.Kind;
import dev.holdfast.catalogue.Exercise.Loading;
import dev.holdfast.event.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExerciseCatalogueTest {
    private final ExerciseCatalogue catalogue = ExerciseCatalogue.standard();

    @Test
    void standard_hasEnoughToServeALifter() {
        assertThat(Movement.values()).hasSizeGreaterThanOrEqualTo(14);
        assertThat(MuscleGroup.values()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(catalogue.exercises()).hasSizeGreaterThan(150);
        assertThat(catalogue.version()).isEqualTo("holdfast-1");
    }

    @Test
    void ids_areStable() {
        assertThat(Movement.GENERAL_STRENGTH.id()).isEqualTo(1);
        assertThat(Movement.SQUAT.id()).isEqualTo(2);
        assertThat(Movement.BENCH_PRESS.id()).isEqualTo(16);
        assertThat(Movement.NECK_FLEXION.id()).isEqualTo(50);
        assertThat(MuscleGroup.WHOLE_BODY.id()).isEqualTo(1);
        assertThat(MuscleGroup.CHEST.id()).isEqualTo(2);
        assertThat(MuscleGroup.NECK.id()).isEqualTo(24);
        for (Movement movement : Movement.values()) {
            assertThat(Movement.ofId(movement.id())).isEqualTo(movement);
            assertThat(Movement.ofKey(movement.key())).isEqualTo(movement);
        }
        for (MuscleGroup group : MuscleGroup.values()) {
            assertThat(MuscleGroup.ofId(group.id())).isEqualTo(group);
        }
        assertThatThrownBy(() -> Movement.ofId(0)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void everyMovement_hasAPrimeMover_andEveryGroupIsTrainedBySome() {
        var trained = new TreeSet<MuscleGroup>();
        for (Movement movement : Movement.values()) {
            assertThat(catalogue.involvement(movement).getFirst().isPrimeMover())
                    .as(movement.key())
                    .isTrue();
            catalogue.involvement(movement).forEach(share -> trained.add(share.group()));
        }
        assertThat(trained).containsExactly(MuscleGroup.values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bench Press (Barbell)|bench-press|EXTERNAL",
                "bench  PRESS (dumbbell)|bench-press|EXTERNAL",
                "Flat Barbell Bench Press|bench-press|EXTERNAL",
                "Incline Bench Press (Smith Machine)|incline-press|EXTERNAL",
                "Pull-Ups|pull-up|BODYWEIGHT",
                "Pull Up (Assisted)|pull-up|ASSISTED",
                "Pull Up (Band)|pull-up|ASSISTED",
                "Chest Dip (Weighted)|dip|BODYWEIGHT",
                "Lat pulldown (V-grip)|lat-pulldown|EXTERNAL",
                "Iso-Lateral Row (Machine)|seated-row|EXTERNAL",
                "Bent Over One Arm Row (Dumbbell)|row|EXTERNAL",
                "Lateral Raise (Cable)|lateral-raise|EXTERNAL",
                "Squat (Bodyweight)|squat|BODYWEIGHT",
                "Squat (Smith Machine)|squat|EXTERNAL",
                "Triceps Pushdown (Cable - Straight Bar)|triceps-extension|EXTERNAL",
                "Bench Press - Close Grip (Barbell)|close-grip-press|EXTERNAL",
                "Farmer’s Walk|carry|EXTERNAL",
            })
    void find_namesAsAppsWriteThem(String name, String movement, Loading loading) {
        Exercise found = catalogue.find(name).orElseThrow();

        assertThat(found.movement()).isEqualTo(Movement.ofKey(movement));
        assertThat(found.loading()).isEqualTo(loading);
        assertThat(catalogue.find(name)).containsSame(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Running (Treadmill)", "Cycling", "Rowing (Machine)", "Elliptical Trainer", "Jump Rope"})
    void find_cardio_isKnownWithoutMovement(String name) {
        Exercise found = catalogue.find(name).orElseThrow();

        assertThat(found.kind()).isEqualTo(Kind.CARDIO);
        assertThat(found.movement()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zorbing", "Machine", "(Barbell)", "Press", "", "…", "My new thing (Dumbbell)"})
    void find_unknown_isEmpty(String name) {
        assertThat(catalogue.find(name)).isEmpty();
    }

    @Test
    void find_commonestGymExercises_areAllKnown() throws IOException {
        List<String> names;
        try (var in = ExerciseCatalogueTest.class.getResourceAsStream("common-exercises.txt")) {
            names = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }

        assertThat(names).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
        assertThat(names.stream().filter(name -> catalogue.find(name).isEmpty()))
                .isEmpty();
    }

    @Test
    void find_everyExerciseOfTheRealExports_isKnown() {
        var unknown = new TreeSet<String>();
        for (String export : List.of(
                "strong/breinsp_strong-charts_MIT.csv",
                "strong/wojtekolesinski_gravitus-to-strong_Unlicense.csv",
                "hevy/mouadja02_Hevy-Coach_MIT.csv")) {
            // Quoted and before any quoted text with commas in the Strong file, fifth in the Hevy file.
            Pattern column = export.startsWith("strong")
                    ? Pattern.compile("^[^,]*,\"[^\"]*\",[^,]*,\"([^\"]*)\"")
                    : Pattern.compile("^\"[^\"]*\",\"[^\"]*\",\"[^\"]*\",\"[^\"]*\",\"([^\"]*)\"");
            var names = new ArrayList<String>();
            try (var lines = Files.lines(SharedData.file(export))) {
                lines.skip(1).forEach(line -> {
                    var matcher = column.matcher(line);
                    assertThat(matcher.find()).as(line).isTrue();
                    names.add(matcher.group(1));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(names).isNotEmpty();
            names.stream().filter(name -> catalogue.find(name).isEmpty()).forEach(unknown::add);
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void with_tenantsOwnFile_addsNamesAndChangesTheVersion() {
        ExerciseCatalogue own = catalogue.with("""
                # The gym's own machine names
                movement leg-press
                external Machine 7; Beinpresse
                movement shrug
                prime upper-trapezius
                external Power Shrug
                """);

        assertThat(own.find("beinpresse").orElseThrow().movement()).isEqualTo(Movement.LEG_PRESS);
        assertThat(own.find("Squat").orElseThrow().movement()).isEqualTo(Movement.SQUAT);
        assertThat(own.involvement(Movement.SHRUG))
                .containsExactly(new MuscleShare(MuscleGroup.UPPER_TRAPEZIUS, MuscleShare.PRIME_MOVER));
        assertThat(own.version()).startsWith("holdfast-1+").isNotEqualTo(catalogue.version());
        assertThat(catalogue.find("Beinpresse")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "movement flying|flying",
                "external Thing|put a line such as",
                "movement squat~external Thing; ,,|,,",
                "movement squat~external Thing~movement row~external thing|already stands for Thing",
                "wobble x|begin with version",
                "movement squat~prime wings|wings",
            })
    void with_wrongFile_namesLineAndRemedy(String text, String expected) {
        assertThatThrownBy(() -> catalogue.with(text.replace('~', '\n')))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("catalogue.line[")
                .hasMessageContaining(expected);
    }
}
