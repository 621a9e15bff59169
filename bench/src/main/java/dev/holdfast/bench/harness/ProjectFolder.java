package dev.holdfast.bench.harness;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the project's built parts lie: seen from this module's own jar or classes in {@code bench/target}. */
public final class ProjectFolder {
    private ProjectFolder() {}

    /** {@code bench/target}: everything that a benchmark writes goes below it. */
    public static Path benchTarget() {
        try {
            Path self = Path.of(ProjectFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path target = self.getParent();
            if (target == null) {
                throw new IllegalStateException("no folder above " + self);
            }
            return target;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find the benchmark's own folder", e);
        }
    }

    /** Deletes a folder and all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A file of another module's build, for example {@code command-service/target/quarkus-app/quarkus-run.jar}. */
    public static Path built(String path) {
        return benchTarget().resolve("../..").resolve(path).normalize();
    }
}
