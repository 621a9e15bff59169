package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md names every room that there is, and none that there is not. */
class ArchitecturePageTest {
    private static final Path HOME = Path.of(System.getProperty("holdfast.home", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final String SOURCES = "src/main/java/dev/holdfast";

    /** Entry points and resources: what belongs there is said once for all. */
    private static final Set<String> SAID_FOR_ALL = Set.of("command", "query", "cli", "bench");

    /** A folder, or a class in one. */
    private static final Pattern NAME = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*)(?:\\.([A-Z]\\w*))?`");

    @Test
    void everyRoom_isNamed() throws IOException {
        Set<String> named = names().map(name -> name.group(1)).collect(Collectors.toSet());

        assertThat(packages().keySet())
                .hasSizeGreaterThan(40)
                .filteredOn(each -> !SAID_FOR_ALL.contains(each) && !each.endsWith(".http"))
                .allMatch(each -> named.contains(each) || named.contains(each.substring(each.lastIndexOf('.') + 1)));
    }

    @Test
    void everyNamedPlace_exists() throws IOException {
        Map<String, Path> packages = packages();
        List<MatchResult> places = names().filter(name -> name.group(1).contains(".") || name.group(2) != null)
                .toList();

        assertThat(places).hasSizeGreaterThan(40).allSatisfy(place -> {
            String name = place.group(1);
            // A feature may have nothing but its resource.
            assertThat(packages.containsKey(name) || packages.containsKey(name + ".http"))
                    .as(place.group())
                    .isTrue();
            if (place.group(2) != null) {
                Path folder = packages.get(name);
                assertThat(folder).as(place.group()).isNotNull();
                assertThat(folder.resolve(place.group(2) + ".java")).exists();
            }
        });
    }

    private static Stream<MatchResult> names() throws IOException {
        return NAME.matcher(Files.readString(HOME.resolve("docs/architecture.md")))
                .results();
    }

    /** Folders with sources, by their name below {@code dev.holdfast}. */
    private static Map<String, Path> packages() throws IOException {
        Map<String, Path> packages = new TreeMap<>();
        try (Stream<Path> files = Files.find(
                HOME,
                16,
                (file, attributes) ->
                        file.endsWith("package-info.java") && file.toString().contains(SOURCES))) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Path folder = Objects.requireNonNull(file.getParent());
                String name = folder.toString();
                packages.put(
                        name.substring(name.indexOf(SOURCES) + SOURCES.length() + 1)
                                .replace('/', '.'),
                        folder);
            }
        }
        return packages;
    }
}
