package dev.holdfast.deploy.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** A log in the form of the Strong app: squats, bench presses and rows, and one row that no reader can take. */
final class StrongLog {
    private static final List<String> LIFTS =
            List.of("Squat (Barbell)", "Bench Press (Barbell)", "Bent Over Row (Barbell)");

    private StrongLog() {}

    static Path write(Path file, LocalDate from, int weeks, int sessionsPerWeek) throws IOException {
        StringBuilder text = new StringBuilder(
                "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n");
        for (int i = 0; i < weeks * sessionsPerWeek; i++) {
            LocalDate day = from.plusDays(i * 7L / sessionsPerWeek);
            for (String lift : LIFTS) {
                for (int set = 1; set <= 3; set++) {
                    text.append("%s 18:00:00,Evening,1h,%s,%d,%d,6,0,0,,,8\n".formatted(day, lift, set, 60 + i / 4));
                }
            }
        }
        text.append("%s 18:00:00,Evening,1h,Squat (Barbell),4,many,6,0,0,,,8\n".formatted(from));
        Files.writeString(file, text);
        return file;
    }
}
