package dev.holdfast.bench.harness;

import dev.holdfast.command.eventstore.EventSql;
import dev.holdfast.deploy.embedded.EmbeddedPostgresServer;
import dev.holdfast.query.projection.PartitionProjector;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** One service's tables. Both services keep their migrations under the same path, each in its own jar. */
public enum Migrations {
    STORE(EventSql.class),
    READ(PartitionProjector.class);

    private static final String PATH = "db/migration";

    private final ClassLoader jar;

    Migrations(Class<?> member) {
        this.jar = new JarOf(member);
    }

    public void apply(String url) {
        Flyway.configure(jar)
                .dataSource(url, EmbeddedPostgresServer.USER, "")
                .locations("classpath:" + PATH)
                .load()
                .migrate();
    }

    /** Finds migrations in one jar only. */
    private static final class JarOf extends ClassLoader {
        private final String root;

        JarOf(Class<?> member) {
            super(member.getClassLoader());
            root = member.getProtectionDomain().getCodeSource().getLocation().toString();
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> found = Collections.list(super.getResources(name));
            return Collections.enumeration(
                    name.startsWith(PATH)
                            ? found.stream()
                                    .filter(url -> url.toString().contains(root))
                                    .toList()
                            : found);
        }

        @Override
        public @Nullable URL getResource(String name) {
            try {
                Enumeration<URL> found = getResources(name);
                return found.hasMoreElements() ? found.nextElement() : null;
            } catch (IOException e) {
                return null;
            }
        }
    }
}
