package dev.holdfast.cli;

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
    private static final int PACKAGE_FILES_MAX = 20;

    private static final JavaClasses CLI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.holdfast.cli");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.holdfast.cli.(**)").should().beFreeOfCycles().check(CLI);
    }

    @Test
    void commands_speakToServicesByTheClientAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.command..", "dev.holdfast.query..", "java.sql..")
                .check(CLI);
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli.http")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.http.HttpClient")
                .check(CLI);
    }

    @Test
    void theModel_isRunWithoutServices() {
        noClasses()
                .that()
                .resideInAPackage("..cli.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..cli.http..", "dev.holdfast.client..")
                .check(CLI);
    }

    @Test
    void everyPackage_isNullMarked_andSmallEnoughToRead() {
        assertThat(CLI.getPackage("dev.holdfast.cli").getSubpackagesInTree())
                .filteredOn(each -> !each.getClasses().isEmpty())
                .isNotEmpty()
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class))
                .allMatch(each -> files(each) <= PACKAGE_FILES_MAX);
    }

    private static long files(JavaPackage each) {
        return each.getClasses().stream().filter(type -> !type.isNestedClass()).count();
    }
}
