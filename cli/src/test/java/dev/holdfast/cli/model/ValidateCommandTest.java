package dev.holdfast.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
    private static final String MINE = """
            study,group,doi,age,protocol,t_week,kind,change_pct,err_pct,n,source,note
            "Mine, 2026",arm,,30,T10x3x3;D10,10,strength,25,4,9,read,
            "Mine, 2026",arm,,30,T10x3x3;D10,20,strength,20.5,4,9,read,
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ValidateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    err.write(e.getMessage());
                    return 2;
                })
                .execute(arguments);
    }

    @Test
    void validate_ownStudy_printsItsRowsAndWritesNothing(@TempDir Path folder) throws IOException {
        Path studies = Files.writeString(folder.resolve("mine.csv"), MINE);

        int exit = run("--studies", studies.toString(), "--format", "csv");

        List<String> lines = out.toString().lines().toList();
        assertThat(exit).isZero();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst())
                .isEqualTo("study,group,t_week,kind,published,default,calibrated,used_for_calibration");
        assertThat(lines.get(1))
                .startsWith("\"Mine, 2026\",arm,10,strength,25,")
                .endsWith(",true");
        assertThat(lines.get(2))
                .startsWith("\"Mine, 2026\",arm,20,strength,20.5,")
                .endsWith(",false");
        assertThat(folder).isDirectoryContaining(p -> p.equals(studies)).isDirectoryNotContaining("glob:**.md");
    }

    @Test
    void validate_report_hasErrorsPlotsAndWhereBaselinesWin(@TempDir Path folder) throws IOException {
        int exit = run("--report", folder.toString());

        assertThat(exit).isZero();
        assertThat(folder.resolve("validation.md"))
                .content()
                .contains(
                        "| strength | pause | 7 |",
                        "## Where the baselines win",
                        "validation-strength.svg",
                        "## Held-out figures",
                        "| Fatouros2005 | 82% 1RM men | 72.0 | pause | strength | 30.0 ± 18.0 |",
                        "a loss of over half of the gain is a guess",
                        "- Zieschang2023 (gym members 45+, n = 17,450,");
        assertThat(out.toString()).contains("Held out: nothing was fitted to these");
        for (String plot :
                List.of("validation-forecasts", "validation-strength", "validation-size", "pause", "return")) {
            assertThat(folder.resolve(plot + ".svg")).content().contains("<svg").doesNotContain("NaN");
        }
    }

    @Test
    void validate_badRow_namesLineColumnAndRemedy(@TempDir Path folder) throws IOException {
        Path studies = Files.writeString(folder.resolve("bad.csv"), MINE.replace("T10x3x3", "T10x3"));

        int exit = run("--studies", studies.toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("line 2.protocol=T10x3", "T12x3x3;D26;T8x3x3");
    }

    @Test
    void validate_missingFile_saysSo() {
        assertThat(run("--studies", "nowhere.csv")).isEqualTo(2);
        assertThat(err.toString()).contains("--studies=nowhere.csv");
    }
}
