package dev.holdfast.formats.csv;

import static dev.holdfast.formats.Imported.BERLIN;
import static dev.holdfast.formats.Imported.BERLIN_KG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.SetKind;
import dev.holdfast.formats.ImportItem;
import dev.holdfast.formats.ImportOptions;
import dev.holdfast.formats.Imported;
import dev.holdfast.formats.LoadUnit;
import dev.holdfast.formats.RowKind;
import dev.holdfast.formats.RowRef;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkoutReaderTest {
    private static final String STRONG =
            "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n";
    private static final String STRONG_NEWEST =
            "\"Workout #\";\"Date\";\"Workout Name\";\"Duration (sec)\";\"Exercise Name\";\"Set Order\";\"Weight (kg)\";"
                    + "\"Reps\";\"RPE\";\"Distance (meters)\";\"Seconds\";\"Notes\";\"Workout Notes\"\n";
    private static final String HEVY =
            "\"title\",\"start_time\",\"end_time\",\"description\",\"exercise_title\",\"superset_id\",\"exercise_notes\","
                    + "\"set_index\",\"set_type\",\"weight_%s\",\"reps\",\"distance_%s\",\"duration_seconds\",\"rpe\"\n";

    @Test
    void strong_setOrders_sayWhatTheSetIs() {
        Imported imported = Imported.of(
                STRONG
                        + "2026-03-02 18:30:00,Push,1h 5m,Bench Press (Barbell),W,40,10,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h 5m,Bench Press (Barbell),1,80,8,0,0,,,8.5\n"
                        + "2026-03-02 18:30:00,Push,1h 5m,Bench Press (Barbell),Rest Timer,0,0,0,120,,,\n"
                        + "2026-03-02 18:30:00,Push,1h 5m,Bench Press (Barbell),D,60,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h 5m,Bench Press (Barbell),F,50,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h 5m,Plank,1,0,0,0,90,,,\n"
                        + "2026-03-02 18:30:00,Push,1h 5m,Running,1,0,0,5.2,1800,,,0\n",
                BERLIN_KG);

        assertThat(imported.rejected()).isEmpty();
        assertThat(imported.session(0).exercises().getFirst().sets())
                .extracting(LoggedSet::kind)
                .containsExactly(SetKind.WARM_UP, SetKind.WORKING, SetKind.DROP, SetKind.FAILURE);
        assertThat(imported.rows())
                .extracting(RowRef::line, RowRef::kind)
                .startsWith(
                        org.assertj.core.groups.Tuple.tuple(2L, RowKind.WARM_UP),
                        org.assertj.core.groups.Tuple.tuple(3L, RowKind.WORKING),
                        org.assertj.core.groups.Tuple.tuple(4L, RowKind.REST));
        assertThat(imported.set(0, 0, 1).rpe()).isEqualTo(8.5);
        assertThat(imported.set(0, 1, 0)).isEqualTo(new LoggedSet(SetKind.WORKING, 0.0, null, null, null, 90.0, null));
        assertThat(imported.set(0, 2, 0))
                .isEqualTo(new LoggedSet(SetKind.WORKING, 0.0, null, null, null, 1800.0, 5200.0));
        assertThat(imported.session(0).durationMinutes()).isEqualTo(65);
        assertThat(imported.events().getFirst().occurredAt())
                .isEqualTo(OffsetDateTime.parse("2026-03-02T18:30:00+01:00"));
    }

    @Test
    void quotesWithinABareField_openNothing() {
        StringBuilder file = new StringBuilder(STRONG);
        for (int set = 1; set <= 300; set++) {
            String name = set == 1 ? "Box Jump 12\"\"" : set == 250 ? "\"Bench, flat\"" : "Squat (Barbell)";
            file.append("2026-03-02 18:30:00,Push,1h 5m,%s,%d,80,8,0,0,,,\n".formatted(name, set));
        }

        Imported imported = Imported.of(file.toString(), BERLIN_KG);

        assertThat(imported.rejected()).isEmpty();
        assertThat(imported.rows()).hasSize(300);
        assertThat(imported.session(0).exercises().getFirst().name()).isEqualTo("Box Jump 12\"\"");
    }

    @Test
    void number_whoseCommaMayBeAThousandsMark_isRefusedWithBothReadings() {
        Imported imported = Imported.of(
                STRONG
                        + "2026-03-02 18:30:00,Legs,1h 5m,Leg Press,1,\"1,250\",8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Legs,1h 5m,Leg Press,2,\"102,5\",8,0,0,,,\n",
                BERLIN_KG);

        assertThat(imported.rejected()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(2);
            assertThat(row.value()).isEqualTo("1,250");
            assertThat(row.remedy()).contains("1250", "1.250");
        });
        assertThat(imported.set(0, 0, 0).loadKg()).isEqualTo(102.5);
    }

    @Test
    void strong_newestWithSemicolons_needsNoUnit() {
        Imported imported = Imported.of(
                STRONG_NEWEST
                        + "\"1\";\"2026-03-02 18:30:00\";\"Legs\";\"3900\";\"Squat (Barbell)\";\"1\";\"102.5\";\"5\";\"\";\"\";"
                        + "\"0.0\";\"two\nlines; and \"\"quotes\"\"\";\"\"\n"
                        + "\"1\";\"2026-03-02 18:30:00\";\"Legs\";\"3900\";\"Squat (Barbell)\";\"2\";\"102,5\";\"5\";\"8\";\"\";"
                        + "\"0.0\";\"\";\"\"\n",
                BERLIN);

        assertThat(imported.rejected()).isEmpty();
        assertThat(imported.set(0, 0, 0).loadKg()).isEqualTo(102.5);
        assertThat(imported.set(0, 0, 1).loadKg()).isEqualTo(102.5);
        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(2L, 4L);
        assertThat(imported.session(0).durationMinutes()).isEqualTo(65);
    }

    @ParameterizedTest
    @CsvSource({"kg,km,100,5000", "lb,mi,45.359,8046.72"})
    void strong_oldestWithUnitsAsHeadings_needsNoUnit(String load, String distance, double kilograms, double meters) {
        Imported imported = Imported.of(
                "Date,Workout Name,Exercise Name,Set Order,%s,Reps,%s,Seconds,Notes,Workout Notes\n"
                                .formatted(load, distance)
                        + "2018-03-02 18:30:00,Legs,Squat (Barbell),1,100,5,0,0,,\n"
                        + "2018-03-02 18:30:00,Legs,Running,1,0,0,5,1500,,\n",
                BERLIN);

        assertThat(imported.rejected()).isEmpty();
        assertThat(imported.set(0, 0, 0).loadKg()).isEqualTo(kilograms);
        assertThat(imported.set(0, 1, 0).distanceMeters()).isEqualTo(meters);
    }

    @Test
    void strong_withUnitColumns_followsEachRow() {
        Imported imported = Imported.of(
                "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
                        + "Workout Notes;Workout Duration\n"
                        + "2022-03-02 18:30:00;Legs;Squat;1;100;kg;5;;;;0;;;1h 5m\n"
                        + "2022-03-02 18:30:00;Legs;Squat;2;100;lbs;5;;;;0;;;1h 5m\n"
                        + "2022-03-02 18:30:00;Legs;Squat;3;100;stone;5;;;;0;;;1h 5m\n",
                BERLIN);

        assertThat(imported.set(0, 0, 0).loadKg()).isEqualTo(100);
        assertThat(imported.set(0, 0, 1).loadKg()).isEqualTo(45.359);
        assertThat(imported.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.line()).isEqualTo(4);
            assertThat(rejected.field()).isEqualTo("Weight Unit");
            assertThat(rejected.value()).isEqualTo("stone");
        });
        assertThat(imported.session(0).durationMinutes()).isEqualTo(65);
    }

    @ParameterizedTest
    @CsvSource({"kg,km,100,5000", "lbs,miles,45.359,8046.72"})
    void hevy_inEitherUnit(String load, String distance, double kilograms, double meters) {
        Imported imported = Imported.of(
                HEVY.formatted(load, distance)
                        + "\"A\",\"2 Mar 2026, 18:30\",\"2 Mar 2026, 19:15\",\"\",\"Squat (Barbell)\",,\"\",0,\"warmup\",100,5,,,\n"
                        + "\"A\",\"2 Mar 2026, 18:30\",\"2 Mar 2026, 19:15\",\"\",\"Squat (Barbell)\",,\"\",1,\"failure\",100,5,,,10\n"
                        + "\"A\",\"2 Mar 2026, 18:30\",\"2 Mar 2026, 19:15\",\"\",\"Squat (Barbell)\",,\"\",2,\"dropset\",,5,,,\n"
                        + "\"A\",\"2 Mar 2026, 18:30\",\"2 Mar 2026, 19:15\",\"\",\"Running\",,\"\",0,\"normal\",,,5,1500,\n"
                        + "\"A\",\"2 Mar 2026, 18:30\",\"2 Mar 2026, 19:15\",\"\",\"Running\",,\"\",1,\"normal\",,,,,\n",
                BERLIN);

        assertThat(imported.count(RowKind.WARM_UP)).isOne();
        assertThat(imported.set(0, 0, 1).kind()).isEqualTo(SetKind.FAILURE);
        assertThat(imported.set(0, 0, 1).loadKg()).isEqualTo(kilograms);
        assertThat(imported.set(0, 0, 2).loadKg()).isNull();
        assertThat(imported.set(0, 1, 0).distanceMeters()).isEqualTo(meters);
        assertThat(imported.session(0).durationMinutes()).isEqualTo(45);
        assertThat(imported.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.line()).isEqualTo(6);
            assertThat(rejected.remedy()).contains("repetitions, a load, a time or a distance");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time"
                        + "|Flat Barbell Bench Press,Chest,100,lbs,5,,,|Running,Cardio,,,,5,km,0:25:00",
                "Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time"
                        + "|Flat Barbell Bench Press,Chest,100,5,,,|Running,Cardio,,,5000,m,0:25:00",
                "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind"
                        + "|Flat Barbell Bench Press,Chest,,100,5,,,,,|Running,Cardio,,,,5,km,25:00,,",
            })
    void fitNotes_threeKinds_placeADayAtItsStart(String headings, String bench, String running) {
        Imported imported = Imported.of(
                headings + "\n2026-03-02," + bench + "\n2026-03-02," + running + "\n2026-03-04," + bench + "\n",
                BERLIN);

        assertThat(imported.rejected()).isEmpty();
        assertThat(imported.format().key()).isEqualTo("fitnotes");
        assertThat(imported.events()).hasSize(2);
        assertThat(imported.set(0, 0, 0).loadKg()).isCloseTo(45.359, within(1e-9));
        assertThat(imported.set(0, 1, 0).distanceMeters()).isEqualTo(5000);
        assertThat(imported.set(0, 1, 0).durationSeconds()).isEqualTo(1500);
        assertThat(imported.events().getFirst().occurredAt())
                .isEqualTo(OffsetDateTime.parse("2026-03-02T00:00:00+01:00"));
    }

    @Test
    void sameStartAndTitleAgain_isAnotherWorkout_andItsKeySaysSo() {
        String one = "2026-03-02 18:30:00,Push,1h,Squat,1,80,8,0,0,,,\n";
        String other = "2026-03-03 18:30:00,Push,1h,Squat,1,80,8,0,0,,,\n";
        String otherTitle = "2026-03-02 18:30:00,Pull,1h,Squat,1,80,8,0,0,,,\n";
        Imported imported = Imported.of(STRONG + one + other + otherTitle + one, BERLIN_KG);

        assertThat(imported.keys()).hasSize(4).doesNotHaveDuplicates();
        assertThat(imported.keys().getLast())
                .isEqualTo(imported.keys().getFirst() + "/2")
                .startsWith("strong/a7/2026-03-02T18:30")
                .doesNotContain("Push");
        assertThat(Imported.of(STRONG + one, BERLIN_KG).keys())
                .containsExactly(imported.keys().getFirst());
    }

    @Test
    void sameFileOfAnotherAthlete_hasOtherKeys() {
        String file = STRONG + "2026-03-02 18:30:00,Push,1h,Squat,1,80,8,0,0,,,\n";
        var other = new ImportOptions(
                StrongDialect.FORMAT, new AthleteId("a".repeat(64)), LoadUnit.KG, ZoneId.of("Asia/Kolkata"));

        assertThat(Imported.of(file, other).keys())
                .doesNotContainAnyElementsOf(Imported.of(file, BERLIN_KG).keys());
        assertThat(Imported.of(file, other).events().getFirst().occurredAt())
                .isEqualTo(OffsetDateTime.parse("2026-03-02T18:30:00+05:30"));
    }

    @Test
    void localTimeInTheSpringGap_movesForward() {
        Imported imported = Imported.of(STRONG + "2026-03-29 02:30:00,Push,1h,Squat,1,80,8,0,0,,,\n", BERLIN_KG);

        assertThat(imported.events().getFirst().occurredAt())
                .isEqualTo(OffsetDateTime.parse("2026-03-29T03:30:00+02:00"));
    }

    @Test
    void badRows_neverStopTheGoodOnes() {
        String good = "2026-03-02 18:30:00,Push,1h,Squat,1,80,8,0,0,,,\n";
        Imported imported = Imported.of(
                STRONG
                        + good
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,-80,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,NaN,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,Infinity,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,1e400,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,80,1000000000,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,80,8.5,0,0,,,\n"
                        + "0001-03-02 18:30:00,Push,1h,Squat,1,80,8,0,0,,,\n"
                        + "9999-03-02 18:30:00,Push,1h,Squat,1,80,8,0,0,,,\n"
                        + "2026-02-30 18:30:00,Push,1h,Squat,1,80,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,X,80,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,80,8,0,0,,,11\n"
                        + "2026-03-02 18:30:00,Push,1h,,1,80,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,80,8\n"
                        + "2026-03-02 18:30:00,Push,1h,\"Squat\"s,1,80,8,0,0,,,\n"
                        + "\n"
                        + good,
                BERLIN_KG);

        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(2L, 18L);
        assertThat(imported.events()).hasSize(1);
        assertThat(imported.rejected())
                .extracting(rejected -> rejected.line() + " " + rejected.field() + "=" + rejected.value())
                .containsExactly(
                        "3 Weight=-80",
                        "4 Weight=NaN",
                        "5 Weight=Infinity",
                        "6 Weight=1e400",
                        "7 Reps=1000000000",
                        "8 Reps=8.5",
                        "9 Date=0001-03-02 18:30:00",
                        "10 Date=9999-03-02 18:30:00",
                        "11 Date=2026-02-30 18:30:00",
                        "12 Set Order=X",
                        "13 RPE=11",
                        "14 Exercise Name=",
                        "15 row=2026-03-02 18:30:00,Push,1h,Squat,1,80,8",
                        "16 row=2026-03-02 18:30:00,Push,1h,\"Squat\"s,1,80,8,0,0,,,");
        assertThat(imported.rejected())
                .allSatisfy(rejected -> assertThat(rejected.remedy()).isNotBlank());
    }

    @Test
    void workoutOfRejectedRowsOnly_givesNoEvent() {
        Imported imported = Imported.of(
                STRONG
                        + "2026-03-02 18:30:00,Push,1h,Squat,1,-80,8,0,0,,,\n"
                        + "2026-03-02 18:30:00,Push,1h,Squat,Rest Timer,0,0,0,60,,,\n",
                BERLIN_KG);

        assertThat(imported.events()).isEmpty();
        assertThat(imported.rejected()).hasSize(1);
        assertThat(imported.count(RowKind.REST)).isOne();
    }

    @Test
    void quoteNeverClosed_costsItsOwnRowOnly() {
        String good = "2026-03-02 18:30:00,\"Push\",1h,\"Squat\",1,80,8,0,0,,,\n";
        Imported imported = Imported.of(
                STRONG + good + "2026-03-02 18:30:00,\"Push,1h,Squat,1,80,8,0,0,,,\r\n" + good.repeat(3), BERLIN_KG);

        assertThat(imported.rejected()).extracting(ImportItem.Rejected::line).containsExactly(3L);
        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(2L, 4L, 5L, 6L);
    }

    @Test
    void longestSession_isTaken_andWhatIsMoreIsRejected() {
        String rows = IntStream.rangeClosed(1, 30_000)
                .mapToObj(set -> "2026-03-02 18:30:00,Push,1h,Squat,%d,80,8,0,0,,,\n".formatted(set))
                .collect(Collectors.joining());
        Imported imported = Imported.of(STRONG + rows, BERLIN_KG);

        assertThat(imported.events()).hasSize(1);
        assertThat(imported.rows()).hasSize(20_000);
        assertThat(imported.rejected()).hasSize(10_000);
        assertThat(imported.rejected().getFirst().remedy()).contains("split the workout");
    }
}
