package dev.holdfast.kit;

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
    private static final JavaClasses KIT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.holdfast.kit");

    @Test
    void kit_knowsNoBusiness_exceptIdsAndInvalidValues() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.holdfast\\.(?!kit\\.|event\\.(TenantId|AthleteId|InvalidValueException)$).*")
                .check(KIT);
    }

    @Test
    void http_isKnownToNoOtherRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.holdfast.kit.http")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.holdfast.kit.http")
                .check(KIT);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.holdfast.kit.http", "dev.holdfast.kit.tenancy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(KIT);
    }

    @Test
    void rooms_haveNoCycles() {
        slices().matching("dev.holdfast.kit.(*)..").should().beFreeOfCycles().check(KIT);
    }

    @Test
    void packages_areNullMarked() {
        assertThat(KIT.getPackage("dev.holdfast.kit").getSubpackagesInTree())
                .filteredOn(each -> !each.getClasses().isEmpty())
                .isNotEmpty()
                .allMatch(ArchitectureTest::isNullMarked);
    }

    private static boolean isNullMarked(JavaPackage each) {
        return each.isAnnotatedWith(NullMarked.class);
    }
}
