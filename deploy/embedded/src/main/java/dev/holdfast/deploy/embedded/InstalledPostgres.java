package dev.holdfast.deploy.embedded;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * The binaries of a PostgreSQL that is installed already, in place of the ones that come with Holdfast: operators run other
 * versions, built with other options.
 */
record InstalledPostgres(Path bin) implements PgBinaryResolver {
    /** Its bin folder; when it is not set, the binaries that come with Holdfast are taken. */
    private static final String VARIABLE = "HOLDFAST_POSTGRES_BIN";

    private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "postgres");
    private static final int EXECUTABLE = 0755;

    /**
     * The one that the environment names; null when it names none.
     *
     * @throws IOException when a program is missing there
     */
    static @Nullable InstalledPostgres named() throws IOException {
        String folder = System.getenv(VARIABLE);
        if (folder == null || folder.isBlank()) {
            return null;
        }
        for (String program : PROGRAMS) {
            Path installed = Path.of(folder).resolve(program);
            if (!Files.isExecutable(installed)) {
                throw new IOException(
                        "no program: file=%s; set %s to the bin folder of a PostgreSQL server, or unset it"
                                .formatted(installed, VARIABLE));
            }
        }
        return new InstalledPostgres(Path.of(folder));
    }

    /** An archive, which is what the library unpacks, of scripts that call the installed programs. */
    @Override
    public InputStream getPgBinary(String system, String architecture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive =
                new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
            for (String program : PROGRAMS) {
                Path installed = bin.resolve(program).toAbsolutePath();
                byte[] script =
                        "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(installed).getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("bin/" + program);
                entry.setSize(script.length);
                entry.setMode(EXECUTABLE);
                archive.putArchiveEntry(entry);
                archive.write(script);
                archive.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
