package dev.holdfast.research.calibration;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The folder of real exports beside the project, which a checkout may lack. */
final class SharedData {
    private SharedData() {}

    /** Skips the test with a clear word when the file is absent. */
    static Path file(String path) {
        String set = System.getenv("HOLDFAST_SHARED_DATA");
        Path root = set == null ? besideTheProject() : Path.of(set);
        Path file = root.resolve(path);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no real data, looked for " + file);
        return file;
    }

    private static Path besideTheProject() {
        for (Path folder = Path.of("").toAbsolutePath(); folder.getParent() != null; folder = folder.getParent()) {
            Path candidate = folder.resolveSibling("shared").resolve("data");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return Path.of("../shared/data");
    }
}
