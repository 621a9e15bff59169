package dev.holdfast.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.formats.ImportFormat.Description;
import dev.holdfast.formats.known.KnownFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FormatsInDocumentationTest {
    @Test
    void tableOfFormats_saysWhatTheFormatsSay() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "imports.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(KnownFormats.all().stream()
                        .map(format -> row(format.description()))
                        .toList());
    }

    private static String row(Description format) {
        String extensions = format.extensions().stream().map(each -> "." + each).collect(Collectors.joining(", "));
        return "| `%s` | %s (%s) | %s | %s | %s |"
                .formatted(format.key(), format.name(), extensions, format.begins(), format.rows(), format.needs());
    }
}
