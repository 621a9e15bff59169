package dev.holdfast.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Harness, benchmarks that know it, and a registry that knows both. */
class ArchitectureTest {
    private static final int PACKAGE_FILES_MAX = 20;

    private static final JavaClasses BENCH = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages("dev.holdfast.bench");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.holdfast.bench.(**)").should().beFreeOfCycles().check(BENCH);
    }

    @Test
    void harness_knowsNoBenchmark() {
        noClasses()
                .that()
                .resideInAPackage("..bench.harness..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.holdfast.bench..").and(not(resideInAPackage("..bench.harness.."))))
                .check(BENCH);
    }

    @Test
    void onlyTheEntryPoint_knowsTheRegistry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.holdfast.bench")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.holdfast.bench")
                .check(BENCH);
    }

    @Test
    void everyPackage_isNullMarked_andSmallEnoughToRead() {
        assertThat(BENCH.getPackage("dev.holdfast.bench").getSubpackagesInTree())
                .filteredOn(each -> !each.getClasses().isEmpty())
                .isNotEmpty()
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class))
                .allMatch(each -> files(each) <= PACKAGE_FILES_MAX);
    }

    private static long files(JavaPackage each) {
        return each.getClasses().stream().filter(type -> !type.isNestedClass()).count();
    }
}
