package dev.holdfast.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdfast.kit.problem.ProblemKind;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which way the arrows point. */
class ArchitectureTest {
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.holdfast.command");

    @Test
    void nothing_knowsTheQueryService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.holdfast.query..")
                .check(SERVICE);
    }

    @Test
    void adapters_pointInwards() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..http..", "dev.holdfast.command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..command..http..", "jakarta.ws.rs..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage("..publisher..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(SERVICE);
    }

    @Test
    void store_knowsNoDecisions() {
        noClasses()
                .that()
                .resideInAPackage("..eventstore..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..athlete..", "..imports..", "..publisher..")
                .check(SERVICE);
    }

    @Test
    void eventStore_hasRings() {
        noClasses()
                .that()
                .resideInAPackage("dev.holdfast.command.eventstore")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..eventstore.groupcommit..", "..eventstore.axon..", "org.axonframework..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("..eventstore.groupcommit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..eventstore.axon..", "org.axonframework..")
                .check(SERVICE);
    }

    @Test
    void axon_isKnownWhereCommandsAreTaken_only() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..athlete", "..eventstore.axon", "dev.holdfast.command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(SERVICE);
    }

    @Test
    void packages_haveNoCycles_andAtMost20Files() {
        slices().matching("dev.holdfast.command.(**)").should().beFreeOfCycles().check(SERVICE);
        assertThat(packages()).allMatch(ArchitectureTest::isSmall);
    }

    @Test
    void decider_isPure() {
        classes()
                .that()
                .haveSimpleNameStartingWith("Decider")
                .or()
                .haveSimpleNameStartingWith("TrainingPeriods")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "dev.holdfast.event..", "dev.holdfast.command.athlete..", "org.jspecify..")
                .check(SERVICE);
    }

    @Test
    void everyPackage_isNullMarked() {
        assertThat(packages()).isNotEmpty().allMatch(ArchitectureTest::isNullMarked);
    }

    @Test
    void problemKinds_areDeclaredOnce() {
        List<String> names = SERVICE.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(ProblemKind.class))
                .map(field -> kind(field.reflect()).name())
                .toList();
        assertThat(names)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .doesNotContain(ProblemKind.INVALID_VALUE.name(), ProblemKind.WRONG_TYPE.name());
    }

    private static List<JavaPackage> packages() {
        return SERVICE.getDefaultPackage().getSubpackagesInTree().stream()
                .filter(each -> !each.getClasses().isEmpty() && each.getName().startsWith("dev.holdfast.command"))
                .toList();
    }

    private static boolean isSmall(JavaPackage each) {
        return each.getClasses().stream()
                        .filter(type -> type.getEnclosingClass().isEmpty())
                        .count()
                <= 20;
    }

    private static ProblemKind kind(Field constant) {
        try {
            constant.setAccessible(true);
            return (ProblemKind) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isNullMarked(JavaPackage each) {
        return each.isAnnotatedWith(NullMarked.class);
    }
}
