package dev.holdfast.bench.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;

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

    /** A file of another module's build, for example {@code command-service/target/quarkus-app/quarkus-run.jar}. */
    public static Path built(String path) {
        return benchTarget().resolve("../..").resolve(path).normalize();
    }
}
