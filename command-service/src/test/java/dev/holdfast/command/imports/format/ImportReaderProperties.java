package dev.holdfast.command.imports.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ImportReaderProperties {
    private static final String STRONG = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Seconds,Notes\n";

    /** However rows are mixed, each one that is not blank has exactly one outcome, and a second reading gives the same. */
    @Property(tries = 1_000)
    void everyRow_hasOneOutcome(@ForAll("rows") List<String> rows) {
        String file =
                STRONG + String.join("", rows.stream().map(row -> row + "\n").toList());

        Imported imported = Imported.of(file, Imported.BERLIN_KG);

        var lines = Stream.concat(
                        imported.rows().stream().map(RowRef::line),
                        imported.rejected().stream().map(ImportItem.Rejected::line))
                .toList();
        assertThat(new HashSet<>(lines)).hasSameSizeAs(lines).hasSize(rows.size());
        assertThat(new HashSet<>(imported.keys())).hasSameSizeAs(imported.events());
        assertThat(Imported.of(file, Imported.BERLIN_KG)).isEqualTo(imported);
    }

    /** Whatever bytes come, they are read or refused with a remedy; nothing else is thrown. */
    @Property(tries = 1_000)
    void anyBytes_areReadOrRefused(@ForAll("files") byte[] bytes) {
        try {
            Imported imported = Imported.of(new ByteArrayInputStream(bytes), Imported.BERLIN_KG);
            assertThat(imported.rejected())
                    .allSatisfy(rejected -> assertThat(rejected.remedy()).isNotBlank());
        } catch (InvalidValueException e) {
            assertThat(e.remedy()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<List<String>> rows() {
        Arbitrary<String> date = Arbitraries.of(
                "2026-03-02 18:30:00", "2026-03-03 18:30:00", "2026-03-03", "0001-01-01 00:00:00", "yesterday", "");
        Arbitrary<String> number = Arbitraries.of("0", "80", "82.5", "-1", "NaN", "1e9", "1000000000", "", "x");
        Arbitrary<String> order = Arbitraries.of("1", "W", "D", "F", "Rest Timer", "Q", "");
        Arbitrary<String> text = Arbitraries.of("", "Squat", "Übung", "a;b", "\"a,b\"", "\"\"\"\"", "5\" bar", "\t");
        return net.jqwik.api.Combinators.combine(date, text, text, order, number, number, number, text)
                .as((a, b, c, d, e, f, g, h) -> String.join(",", a, b, c, d, e, f, g, h))
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<byte[]> files() {
        Arbitrary<String> start = Arbitraries.of(
                "",
                STRONG,
                "{\"athleteId\":\"a7\",\"type\":\"SessionLogged\",\"occurredAt\":\"2026-03-02T18:30:00Z\",",
                "{",
                "\uFEFF",
                "            .FIT");
        Arbitrary<byte[]> rest = Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("\",;\n\r{}[]: 0123456789aW-.eé")
                                .ofMaxLength(300),
                        Arbitraries.strings().ofMaxLength(100))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> binary = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        return net.jqwik.api.Combinators.combine(start, Arbitraries.oneOf(rest, binary))
                .as((head, tail) -> {
                    byte[] first = head.getBytes(StandardCharsets.UTF_8);
                    byte[] all = java.util.Arrays.copyOf(first, first.length + tail.length);
                    System.arraycopy(tail, 0, all, first.length, tail.length);
                    return all;
                });
    }
}
