package dev.holdfast.command.eventstore;

import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a session is compared by, to find the one that was told twice under two keys.
 *
 * <p>The digest is over the athlete and the sets as every app writes them: exercise names as their words in any order,
 * loads to 100 g (pounds and kilograms give the same), without warm-ups and ratings, which some apps leave out, and in
 * any order.
 *
 * @param digest the first eight bytes of a SHA-256; a chance match would also have to overlap in time
 */
public record SessionSets(long digest, Instant startsAt, Instant endsAt) {
    /** How long a session counts as going on when nobody said. */
    static final Duration ASSUMED = Duration.ofHours(2);
    /** Even a session of no minutes overlaps with itself. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final double GRAMS_PER_STEP = 100;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Of the session that {@code fact} tells or corrects; null when there is none, or it has no sets to compare. */
    public static @Nullable SessionSets of(AthleteKey owner, Instant occurredAt, TrainingEvent fact) {
        return switch (fact) {
            case SessionLogged session -> of(owner, occurredAt, session);
            case TrainingEvent.SessionCorrected it -> of(owner, occurredAt, it.replacement());
            case TrainingEvent.TrainingStarted it -> null;
            case TrainingEvent.TrainingPaused it -> null;
            case TrainingEvent.StrengthAssessed it -> null;
            case TrainingEvent.SessionRetracted it -> null;
            case TrainingEvent.AthleteErased it -> null;
        };
    }

    private static @Nullable SessionSets of(AthleteKey owner, Instant occurredAt, SessionLogged session) {
        List<String> sets = new ArrayList<>();
        for (PerformedExercise exercise : session.exercises()) {
            String words = words(exercise.name());
            for (LoggedSet set : exercise.sets()) {
                if (set.kind() != SetKind.WARM_UP) {
                    sets.add(line(words, set));
                }
            }
        }
        if (sets.isEmpty()) {
            return null;
        }
        Collections.sort(sets);
        Instant startsAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        Double minutes = session.durationMinutes();
        Duration told = minutes == null ? ASSUMED : Duration.ofMillis(Math.round(minutes * 60_000));
        Instant endsAt = startsAt.plus(told.compareTo(SHORTEST) < 0 ? SHORTEST : told);
        return new SessionSets(
                digest(owner.tenant() + "\n" + owner.athlete() + "\n" + String.join("\n", sets)), startsAt, endsAt);
    }

    boolean isSuspectOf(SessionSets other) {
        return digest == other.digest && startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
    }

    private static String line(String words, LoggedSet set) {
        Double loadKg = set.loadKg();
        // No load and a load of nothing are one, also for repetitions, durations and distances.
        long steps = loadKg == null ? 0 : Math.round(loadKg * 1_000 / GRAMS_PER_STEP);
        int reps = set.reps() == null ? 0 : set.reps();
        return words + "|" + steps + "|" + reps + "|" + whole(set.durationSeconds()) + "|"
                + whole(set.distanceMeters());
    }

    private static long whole(@Nullable Double value) {
        return value == null ? 0 : Math.round(value);
    }

    private static String words(String name) {
        return Arrays.stream(NO_WORD.split(name.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static long digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
