package dev.holdfast.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which way the arrows point. */
class ArchitectureTest {
    private static final JavaClasses FORMATS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.holdfast.formats");

    @Test
    void formats_knowTheFactsAndTheLibrariesThatReadFiles_andNothingElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.lang..",
                        "java.nio..",
                        "java.security..",
                        "java.time..",
                        "java.util..",
                        "com.fasterxml.jackson..",
                        "com.garmin.fit..",
                        "de.siegmar.fastcsv..",
                        "dev.holdfast.digest..",
                        "dev.holdfast.event..",
                        "dev.holdfast.formats..",
                        "dev.holdfast.wire..",
                        "org.jspecify..")
                .check(FORMATS);
    }

    @Test
    void families_doNotKnowEachOther() {
        slices().matching("dev.holdfast.formats.(csv|fit|ndjson|wger)")
                .should()
                .notDependOnEachOther()
                .check(FORMATS);
        slices().matching("dev.holdfast.formats.(**)").should().beFreeOfCycles().check(FORMATS);
    }

    @Test
    void garminsLicence_concernsOneClass() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("FitActivity")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.garmin..")
                .check(FORMATS);
    }

    @Test
    void everyPackage_isNullMarked_andOfAtMost20Files() {
        assertThat(FORMATS.getDefaultPackage().getSubpackagesInTree())
                .filteredOn(
                        each -> !each.getClasses().isEmpty() && each.getName().startsWith("dev.holdfast.formats"))
                .isNotEmpty()
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class))
                .allMatch(ArchitectureTest::isOverseeable);
    }

    private static boolean isOverseeable(JavaPackage each) {
        return each.getClasses().stream()
                        .filter(type -> !type.getEnclosingClass().isPresent())
                        .count()
                <= 20;
    }
}
