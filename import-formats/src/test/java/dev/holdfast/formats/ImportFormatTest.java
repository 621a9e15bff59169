package dev.holdfast.formats;

import static dev.holdfast.formats.Imported.BERLIN;
import static dev.holdfast.formats.Imported.BERLIN_KG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.formats.csv.HevyDialect;
import dev.holdfast.formats.known.KnownFormats;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are taken, which are refused as a whole, and that neither needs memory. */
class ImportFormatTest {
    private static final String STRONG = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Notes\n";
    private static final String ROW = "2026-03-02 18:30:00,Übung,Squat,1,80,8,\n";

    @ParameterizedTest
    @CsvSource({
        "format,excel,,,",
        "athlete,,me@example.org,,",
        "unit,,,stone,",
        "zone,,,,Europe/Atlantis",
    })
    void parse_unknownParameter_isNamed(
            String field,
            @Nullable String format,
            @Nullable String athlete,
            @Nullable String unit,
            @Nullable String zone) {
        var e = catchThrowableOfType(
                InvalidValueException.class, () -> KnownFormats.options(format, athlete, unit, zone));

        assertThat(e.field()).isEqualTo(field.equals("athlete") ? "athleteId" : field);
        assertThat(e.remedy()).isNotBlank();
    }

    @Test
    void parse_absentParameters_areAbsent() {
        assertThat(KnownFormats.options(null, "", " ", null)).isEqualTo(new ImportOptions(null, null, null, null));
        assertThat(KnownFormats.options("Strong", "a7", "LBS", "Europe/Berlin").unit())
                .isEqualTo(LoadUnit.LB);
    }

    @Test
    void missingParameter_isNamed_whereTheFileDoesNotSay() {
        assertThat(refusal(STRONG + ROW, BERLIN).field()).isEqualTo("unit");
        assertThat(refusal(STRONG + ROW, KnownFormats.options("auto", null, "kg", "Europe/Berlin"))
                        .field())
                .isEqualTo("athlete");
        assertThat(refusal(STRONG + ROW, KnownFormats.options("auto", "a7", "kg", null))
                        .field())
                .isEqualTo("zone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  \r\n\n", "\uFEFF", "\uFEFF\n"})
    void emptyFile_isRefused(String text) {
        var e = refusal(text, BERLIN_KG);

        assertThat(e.field()).isEqualTo("body");
        assertThat(e.value()).contains("empty");
    }

    @Test
    void csvOfSomethingElse_isRefused_namingSeenAndKnownHeadings() {
        var e = refusal("id,price,colour\n1,2,red\n", BERLIN_KG);

        assertThat(e.field()).isEqualTo("body.headings");
        assertThat(e.value()).isEqualTo("id,price,colour");
        assertThat(e.remedy()).contains("Strong", "Hevy", "FitNotes", "JSON");
    }

    @Test
    void otherFormatThanAskedFor_isRefused() {
        var asked = new ImportOptions(HevyDialect.FORMAT, new AthleteId("a7"), LoadUnit.KG, BERLIN_KG.zone());

        assertThat(refusal(STRONG + ROW, asked).remedy()).contains("format=strong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void otherUnicode_isRefused(String charset) {
        assertThatThrownBy(() -> Imported.of(
                        new ByteArrayInputStream((STRONG + ROW).getBytes(Charset.forName(charset))), BERLIN_KG))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void compressedFile_isRefused() {
        assertThatThrownBy(() -> Imported.of(new ByteArrayInputStream(new byte[] {0x1F, (byte) 0x8B, 8, 0}), BERLIN_KG))
                .hasMessageContaining("unpack it");
    }

    @Test
    void byteOrderMarkOfUtf8_isFine_andSoAreASepLineAndAllLineEnds() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            Imported imported = Imported.of(
                    "\uFEFFsep=,\n".replace("\n", end) + (STRONG + ROW + ROW).replace("\n", end), BERLIN_KG);
            assertThat(imported.rows()).extracting(RowRef::line).containsExactly(3L, 4L);
            assertThat(imported.rejected()).isEmpty();
        }
    }

    @Test
    void rowsOfAnotherEncoding_areRejectedOneByOne() {
        byte[] file = (STRONG + ROW + ROW.replace("Ü", "U") + ROW).getBytes(StandardCharsets.ISO_8859_1);
        Imported imported = Imported.of(new ByteArrayInputStream(file), BERLIN_KG);

        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(3L);
        assertThat(imported.rejected()).extracting(ImportItem.Rejected::line).containsExactly(2L, 4L);
        assertThat(imported.rejected().getFirst().remedy()).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', '"'})
    void hugeLine_isOneRejectedRow_andNeedsNoMemory(char filler) {
        InputStream file = joined(
                bytes(STRONG + ROW + "2026-03-02 18:30:00,\""), new Endless(filler, 1L << 30), bytes("\n" + ROW + ROW));
        Imported imported = Imported.of(file, BERLIN_KG);

        assertThat(imported.rows()).extracting(RowRef::line).containsExactly(2L, 4L, 5L);
        assertThat(imported.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.line()).isEqualTo(3);
            assertThat(rejected.remedy()).contains("1048576 bytes");
        });
    }

    @Test
    void quoteNeverClosedInALongFile_costsItsOwnRowOnly() {
        String unclosed = "2026-03-02 18:30:00,\"Push,Squat,1,80,8,\n";
        int rows = 40_000;
        Imported imported = Imported.of(STRONG + unclosed + ROW.repeat(rows), BERLIN_KG);

        assertThat(imported.rejected().getFirst().line()).isEqualTo(2);
        assertThat(imported.rows().size() + imported.rejected().size()).isEqualTo(rows + 1);
        // A session ends at 20,000 sets: beyond it the workout is full, which is a refusal of its own.
        assertThat(imported.rejected().stream()
                        .filter(rejected -> rejected.remedy().contains("quote")))
                .hasSize(1);
    }

    private static InvalidValueException refusal(String text, ImportOptions options) {
        return catchThrowableOfType(InvalidValueException.class, () -> Imported.of(text, options));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream joined(InputStream... parts) {
        return new SequenceInputStream(java.util.Collections.enumeration(List.of(parts)));
    }

    /** The same byte again and again. */
    private static final class Endless extends InputStream {
        private final byte filler;
        private long left;

        Endless(char filler, long length) {
            this.filler = (byte) filler;
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? filler : -1;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(to, from, from + count, filler);
            left -= count;
            return count;
        }
    }
}
