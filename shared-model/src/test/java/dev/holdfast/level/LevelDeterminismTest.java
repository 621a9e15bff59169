package dev.holdfast.level;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same days give the same bytes and the same answers on any number of threads, compiler and processor. */
class LevelDeterminismTest {
    /** Of the lives of {@link Digest}. It changes only with the filter, the state's bytes or the catalogue. */
    private static final String APPROVED = "8701bef6fb88a85373d749c42abe2c9176b7824e989057160e2de896a685fc6c";

    private static final int MINUTES_MAX = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void fold_anyThreadCount_sameBytes(int threads) throws Exception {
        assertThat(Digest.of(threads)).isEqualTo(APPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-UseFMA", "-XX:UseAVX=0"})
    void fold_anyCompilerAndInstructionSet_sameBytes(String flag) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        flag,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Digest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
        assertThat(output.strip()).isEqualTo(APPROVED);
    }

    /** SHA-256 over the states and answers of fixed lives. */
    static final class Digest {
        private static final int ATHLETES = 20;
        private static final int DAYS = 200;
        private static final int READ_DAYS_AFTER = 100;

        private Digest() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(of(2));
        }

        static String of(int threads) throws Exception {
            List<Callable<byte[]>> athletes = new ArrayList<>();
            for (int athlete = 0; athlete < ATHLETES; athlete++) {
                long seed = athlete;
                athletes.add(() -> bytes(LevelLives.of(new Random(seed), DAYS)));
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                for (Future<byte[]> each : pool.invokeAll(athletes)) {
                    digest.update(each.get());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        private static byte[] bytes(List<LevelLives.Day> life) throws Exception {
            LevelState state = LevelLives.fold(life);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(state.toBytes());
            LevelsAt levels = LevelsAt.consume(state, life.getLast().day() + READ_DAYS_AFTER, 0, LevelLives.FOLD);
            digest.update(levels.all().toString().getBytes(StandardCharsets.UTF_8));
            return digest.digest();
        }
    }
}
