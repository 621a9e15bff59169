package dev.holdfast;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The model is pure: the same input gives the same output, whenever and wherever it runs. */
class PurityTest {
    private static final Set<String> CLOCKS =
            Set.of("currentTimeMillis", "nanoTime", "now", "systemUTC", "systemDefaultZone");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.holdfast");

    @Test
    void classes_readNoClock() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("reads a clock") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        String owner = call.getTargetOwner().getName();
                        return CLOCKS.contains(call.getName())
                                && (owner.equals("java.lang.System") || owner.startsWith("java.time."));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void classes_drawOnlyFromASeed() {
        noClasses()
                .should()
                .callConstructor(java.util.Random.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("is Math.random or UUID.randomUUID") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getName().equals("random") || call.getName().equals("randomUUID");
                    }
                })
                .check(CLASSES);
    }

    @Test
    void classes_touchNothingOutside() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.holdfast.proto..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.net.http..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..",
                        "java.util.logging..",
                        "javax..",
                        "jakarta..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile|FileReader|FileWriter|PrintStream)")
                .orShould()
                .dependOnClassesThat()
                // A map that threads may share is data; whatever runs or waits is not for the core.
                .haveNameMatching("java\\.util\\.concurrent\\.(?!ConcurrentHashMap$).*")
                .orShould()
                .accessTargetWhere(JavaAccess.Predicates.targetOwner(DescribedPredicate.describe(
                        "is Runtime or ProcessBuilder",
                        c -> c.getName().equals("java.lang.Runtime")
                                || c.getName().equals("java.lang.ProcessBuilder"))))
                .check(CLASSES);
    }

    @Test
    void libraries_stayInTheirPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.holdfast.wire..", "dev.holdfast.proto..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.protobuf..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "org.axonframework..",
                        "org.apache.kafka..",
                        "com.fasterxml..",
                        "org.hipparchus..")
                .check(CLASSES);
    }

    @Test
    void equations_useStrictMath() {
        Set<String> transcendental = Set.of(
                "exp", "log", "pow", "log10", "log1p", "expm1", "sin", "cos", "tan", "cbrt", "sinh", "cosh", "tanh");
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("is a Math function that may differ by CPU") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().getName().equals("java.lang.Math")
                                && transcendental.contains(call.getName());
                    }
                })
                .check(CLASSES);
    }

    @Test
    void wire_knowsOnlyFacts() {
        noClasses()
                .that()
                .resideInAPackage("dev.holdfast.wire..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are other rooms than wire and event",
                        c -> c.getPackageName().startsWith("dev.holdfast.")
                                && !c.getPackageName().startsWith("dev.holdfast.wire")
                                && !c.getPackageName().startsWith("dev.holdfast.event")))
                .check(CLASSES);
    }

    @Test
    void states_knowNoForecasts() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.holdfast.timeline..", "dev.holdfast.kernel..", "dev.holdfast.checkpoint..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holdfast.outlook..", "dev.holdfast.uncertainty..")
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.holdfast.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
