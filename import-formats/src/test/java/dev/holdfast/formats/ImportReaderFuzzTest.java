package dev.holdfast.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random files, the same ones in every run: a failure names its seed. */
class ImportReaderFuzzTest {
    private static final int TRIES = 1_000;
    private static final String STRONG = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Seconds,Notes\n";
    private static final String[] DATES = {
        "2026-03-02 18:30:00", "2026-03-03 18:30:00", "2026-03-03", "0001-01-01 00:00:00", "yesterday", ""
    };
    private static final String[] NUMBERS = {"0", "80", "82.5", "-1", "NaN", "1e9", "1000000000", "", "x"};
    private static final String[] ORDERS = {"1", "W", "D", "F", "Rest Timer", "Q", ""};
    private static final String[] TEXTS = {
        "", "Squat", "Übung", "a;b", "\"a,b\"", "\"\"\"\"", "5\" bar", "12\"\"", "a\"\"b", "\t"
    };
    private static final String[] STARTS = {
        "",
        STRONG,
        "{\"athleteId\":\"a7\",\"type\":\"SessionLogged\",\"occurredAt\":\"2026-03-02T18:30:00Z\",",
        "{\"athleteId\":\"a7\",\"type\":\"SessionLogged\",\"occurredAt\":\"2026-03-02T18:30:00Z\",\"exercises\":[{",
        "{",
        "[{\"date\":\"2026-03-02\",\"exercise\":73,",
        "{\"results\":[{",
        "\uFEFF",
        "            .FIT"
    };
    private static final String TOKENS = "\",;\n\r{}[]: 0123456789aW-.eé";

    /** However rows are mixed, each one has exactly one outcome, and a second reading gives the same. */
    @Test
    void everyRow_hasOneOutcome() {
        for (int seed = 0; seed < TRIES; seed++) {
            var random = new Random(seed);
            int rows = random.nextInt(40);
            var file = new StringBuilder(STRONG);
            for (int row = 0; row < rows; row++) {
                file.append(String.join(
                                ",",
                                any(random, DATES),
                                any(random, TEXTS),
                                any(random, TEXTS),
                                any(random, ORDERS),
                                any(random, NUMBERS),
                                any(random, NUMBERS),
                                any(random, NUMBERS),
                                any(random, TEXTS)))
                        .append('\n');
            }

            Imported imported = Imported.of(file.toString(), Imported.BERLIN_KG);

            var lines = Stream.concat(
                            imported.rows().stream().map(RowRef::line),
                            imported.rejected().stream().map(ImportItem.Rejected::line))
                    .toList();
            assertThat(new HashSet<>(lines))
                    .as("seed=%d", seed)
                    .hasSameSizeAs(lines)
                    .hasSize(rows);
            assertThat(new HashSet<>(imported.keys())).as("seed=%d", seed).hasSameSizeAs(imported.events());
            assertThat(Imported.of(file.toString(), Imported.BERLIN_KG))
                    .as("seed=%d", seed)
                    .isEqualTo(imported);
        }
    }

    /** The rows are held against a count by another reader: a parser of the whole file that knows nothing of ours. */
    @Test
    void everyRecord_isAccountedForByAnIndependentCount() {
        String[] texts = {
            "", "Squat", "\"a,b\"", "\"two\nlines\"", "\"say \"\"hi\"\"\"", "12\"\"", "5\" bar", "\"\n\"\"\n\""
        };
        String[] ends = {"\n", "\r\n", "\r"};
        for (int seed = 0; seed < TRIES; seed++) {
            var random = new Random(seed);
            String end = any(random, ends);
            var file = new StringBuilder(STRONG.strip()).append(end);
            for (int row = random.nextInt(40); row > 0; row--) {
                file.append(String.join(
                                ",",
                                any(random, DATES),
                                any(random, texts),
                                any(random, texts),
                                any(random, ORDERS),
                                any(random, NUMBERS),
                                any(random, NUMBERS),
                                any(random, NUMBERS),
                                any(random, texts)))
                        .append(end);
            }
            long records;
            try (var whole = de.siegmar.fastcsv.reader.CsvReader.builder().ofCsvRecord(file.toString())) {
                records = whole.stream().count() - 1;
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }

            Imported imported = Imported.of(file.toString(), Imported.BERLIN_KG);

            assertThat(imported.rows().size() + imported.rejected().size())
                    .as("seed=%d", seed)
                    .isEqualTo((int) records);
        }
    }

    /** Whatever bytes come, they are read or refused with a remedy; nothing else is thrown. */
    @Test
    void anyBytes_areReadOrRefused() {
        for (int seed = 0; seed < 10 * TRIES; seed++) {
            var random = new Random(seed);
            var file = new ByteArrayOutputStream();
            file.writeBytes(any(random, STARTS).getBytes(StandardCharsets.UTF_8));
            file.writeBytes(random.nextBoolean() ? tokens(random) : binary(random));
            try {
                Imported imported = Imported.of(new ByteArrayInputStream(file.toByteArray()), Imported.BERLIN_KG);
                assertThat(imported.rejected())
                        .as("seed=%d", seed)
                        .allSatisfy(rejected -> assertThat(rejected.remedy()).isNotBlank());
            } catch (InvalidValueException e) {
                assertThat(e.remedy()).as("seed=%d", seed).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed=" + seed, e);
            }
        }
    }

    private static byte[] tokens(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(300); i > 0; i--) {
            text.append(TOKENS.charAt(random.nextInt(TOKENS.length())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] binary(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String any(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
