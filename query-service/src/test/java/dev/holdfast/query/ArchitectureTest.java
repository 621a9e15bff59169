package dev.holdfast.query;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
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

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.holdfast.query");

    @Test
    void query_neverUsesCommandOrDeploy() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.command..", "dev.holdfast.deploy..", "org.axonframework..")
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.holdfast.query.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void readstore_knowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage("dev.holdfast.query.readstore..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.holdfast.query..")
                        .and(resideOutsideOfPackage("dev.holdfast.query.readstore..")))
                .check(CLASSES);
    }

    @Test
    void http_pointsInwards() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.holdfast.query.*.http..", "dev.holdfast.query.http", "dev.holdfast.query")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.query.*.http..", "dev.holdfast.query.http", "jakarta.ws.rs..")
                .check(CLASSES);
    }

    @Test
    void lives_knowNoFeature() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.holdfast.query.life", "dev.holdfast.query.json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.holdfast.query.athlete..",
                        "dev.holdfast.query.trajectory..",
                        "dev.holdfast.query.outlook..",
                        "dev.holdfast.query.subscription..")
                .check(CLASSES);
    }

    @Test
    void packages_haveAtMostTwentyFiles() {
        assertThat(CLASSES.getPackage("dev.holdfast.query").getSubpackagesInTree())
                .allSatisfy(each -> assertThat(each.getClasses().stream()
                                .filter(type -> type.isTopLevelClass() && !type.isArray())
                                .filter(type -> !type.getSimpleName().equals("package-info")))
                        .as(each.getName())
                        .hasSizeLessThanOrEqualTo(20));
    }

    @Test
    void packages_areNullMarked() {
        assertThat(CLASSES.getPackage("dev.holdfast.query").getSubpackagesInTree())
                .filteredOn(each -> !each.getClasses().isEmpty())
                .extracting(JavaPackage::getName)
                .allSatisfy(name -> assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                        .as(name)
                        .isTrue());
    }

    @Test
    void problemKinds_areDeclaredOnce() {
        List<String> names = CLASSES.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(ProblemKind.class))
                .map(field -> kind(field.reflect()).name())
                .toList();
        assertThat(names)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .doesNotContain(ProblemKind.INVALID_VALUE.name(), ProblemKind.WRONG_TYPE.name());
    }

    private static ProblemKind kind(Field constant) {
        try {
            constant.setAccessible(true);
            return (ProblemKind) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
