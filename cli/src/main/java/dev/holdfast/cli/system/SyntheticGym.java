package dev.holdfast.cli.system;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A made-up gym of 40 members, day by day from a fixed opening day on: newcomers, steady ones, some who pause and come
 * back, some who leave. The same seed and day give the same line whatever the last day is, so a later demonstration only
 * adds days and finds the rest already stored.
 */
final class SyntheticGym {
    static final String SOURCE = "synthetic";
    static final int MEMBERS = 40;
    static final LocalDate OPENING = LocalDate.of(2024, 11, 18);

    private static final long SEED = 20_241_118L;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    /** Members join before the earliest session of the day. */
    private static final LocalTime FRONT_DOOR_OPENS = LocalTime.of(5, 30);

    /** A movement as the gym's members write it, with the load a newcomer begins with. */
    private record Lift(String name, double startKg, double stepKg) {}

    private static final List<List<Lift>> SPLITS = List.of(
            List.of(
                    new Lift("Squat (Barbell)", 40, 2.5),
                    new Lift("Bench Press (Barbell)", 30, 2.5),
                    new Lift("Lat Pulldown (Cable)", 30, 2.5)),
            List.of(
                    new Lift("Deadlift (Barbell)", 50, 5),
                    new Lift("Overhead Press (Barbell)", 20, 2.5),
                    new Lift("Seated Row (Cable)", 30, 2.5)),
            List.of(
                    new Lift("Leg Press", 80, 5),
                    new Lift("Incline Bench Press (Dumbbell)", 12, 2),
                    new Lift("Bicep Curl (Dumbbell)", 8, 1)));

    private static final int PAUSE_DAYS_MIN = 28;
    private static final int PAUSE_DAYS_MAX = 300;
    private static final List<String> REASONS = List.of("INJURY", "ILLNESS", "HOLIDAY", "MEMBERSHIP_ENDED", "OTHER");

    private SyntheticGym() {}

    /** Hands every event up to and with {@code lastDay} to {@code line}, one JSON object each. */
    static void write(LocalDate lastDay, Consumer<String> line) {
        for (int number = 1; number <= MEMBERS; number++) {
            new Member(number).live(lastDay, line);
        }
    }

    /** One member's life; the order of draws depends on nothing but the seed and the days passed. */
    private static final class Member {
        private final String id;
        private final SplittableRandom random;
        private final LocalDate joins;
        private final double sessionsPerWeek;
        private final double pauseChance;
        private final boolean comesBack;
        private final double strength;
        private int sessions;

        Member(int number) {
            id = "member-%02d".formatted(number);
            random = new SplittableRandom(SEED + number);
            joins = OPENING.plusDays(random.nextInt(200));
            sessionsPerWeek = 1.5 + 2.5 * random.nextDouble();
            pauseChance = number % 4 == 0 ? 0 : 0.002 + 0.004 * random.nextDouble();
            comesBack = number % 7 != 3;
            strength = 0.7 + 0.8 * random.nextDouble();
        }

        void live(LocalDate lastDay, Consumer<String> line) {
            line.accept(started());
            LocalDate pausedUntil = joins;
            for (LocalDate day = joins; !day.isAfter(lastDay); day = day.plusDays(1)) {
                boolean trains = random.nextDouble() < sessionsPerWeek / 6 && day.getDayOfWeek() != DayOfWeek.SUNDAY;
                boolean pauses = random.nextDouble() < pauseChance;
                int pauseDays = random.nextInt(PAUSE_DAYS_MIN, PAUSE_DAYS_MAX);
                String reason = REASONS.get(random.nextInt(REASONS.size()));
                long sessionSeed = random.nextLong();
                if (day.isBefore(pausedUntil)) {
                    continue;
                }
                if (trains) {
                    line.accept(session(day, new SplittableRandom(sessionSeed)));
                }
                if (pauses && sessions > 0) {
                    line.accept(paused(day, reason));
                    pausedUntil = comesBack ? day.plusDays(pauseDays) : LocalDate.MAX;
                }
            }
        }

        private String started() {
            ObjectNode event = event("TrainingStarted", joins, FRONT_DOOR_OPENS, "start");
            event.put("yearOfBirth", 1955 + random.nextInt(50));
            event.put("sex", random.nextBoolean() ? "FEMALE" : "MALE");
            return event.toString();
        }

        private String paused(LocalDate day, String reason) {
            return event("TrainingPaused", day, LocalTime.of(21, 30), "pause-" + day)
                    .put("reason", reason)
                    .toString();
        }

        private String session(LocalDate day, SplittableRandom draws) {
            ObjectNode event = event(
                    "SessionLogged", day, LocalTime.of(6 + draws.nextInt(14), draws.nextInt(60)), "session-" + day);
            event.put("durationMinutes", 45 + draws.nextInt(40));
            ArrayNode exercises = event.putArray("exercises");
            // Loads grow quickly at first and ever slower later.
            double growth = Math.log1p(sessions / 6.0);
            for (Lift lift : SPLITS.get(sessions % SPLITS.size())) {
                ObjectNode exercise = exercises.addObject().put("name", lift.name());
                ArrayNode sets = exercise.putArray("sets");
                double loadKg = step(strength * lift.startKg() * (1 + 0.25 * growth), lift.stepKg());
                sets.addObject()
                        .put("kind", "WARM_UP")
                        .put("loadKg", step(loadKg * 0.6, lift.stepKg()))
                        .put("reps", 8);
                int working = 3 + draws.nextInt(2);
                for (int set = 0; set < working; set++) {
                    sets.addObject()
                            .put("loadKg", loadKg)
                            .put("reps", 6 + draws.nextInt(5))
                            .put("rpe", 7 + draws.nextInt(5) * 0.5);
                }
            }
            sessions++;
            return event.toString();
        }

        private ObjectNode event(String type, LocalDate day, LocalTime time, String key) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("athleteId", id)
                    .put("type", type)
                    .put(
                            "occurredAt",
                            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                    day.atTime(time).atZone(ZONE)))
                    .put("source", SOURCE)
                    .put("sourceEventId", id + "-" + key);
        }

        private static double step(double kg, double stepKg) {
            return Math.max(stepKg, Math.round(kg / stepKg) * stepKg);
        }
    }

    /** All lines up to {@code lastDay}. */
    static List<String> lines(LocalDate lastDay) {
        List<String> lines = new ArrayList<>();
        write(lastDay, lines::add);
        return lines;
    }
}
