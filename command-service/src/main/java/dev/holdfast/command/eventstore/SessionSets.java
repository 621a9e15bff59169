package dev.holdfast.command.eventstore;

import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a session is compared by, to find one that was sent twice under two keys.
 *
 * <p>The digest is over the athlete and the sets as every app writes them: exercise names as their words in any order,
 * loads to 100 g (pounds and kilograms give the same), without warm-ups and ratings, which some apps leave out, and in
 * any order. It is stored, so that it must stay as it is.
 *
 * @param digest the upper half is of whose session it is, the lower one of its sets; a chance match would also have to
 *     be of the same athlete and overlap in time
 */
public record SessionSets(long digest, Instant startsAt, Instant endsAt) {
    /** How long a session counts as going on when nobody said. */
    static final Duration ASSUMED = Duration.ofHours(2);
    /** Even a session of no minutes overlaps with itself. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final double GRAMS_PER_STEP = 100;
    private static final long LOWER_HALF = 0xffff_ffffL;

    /** Of the session that {@code fact} reports or corrects; null when there is none, or it has no sets to compare. */
    public static @Nullable SessionSets of(AthleteKey owner, Instant occurredAt, TrainingEvent fact) {
        SessionLogged session = fact.session();
        return session == null ? null : of(owner, occurredAt, session);
    }

    private static @Nullable SessionSets of(AthleteKey owner, Instant occurredAt, SessionLogged session) {
        long sets = 0;
        int count = 0;
        for (PerformedExercise exercise : session.exercises()) {
            long words = words(exercise.name());
            for (LoggedSet set : exercise.sets()) {
                if (set.kind() != SetKind.WARM_UP) {
                    sets += digest(words, set);
                    count++;
                }
            }
        }
        if (count == 0) {
            return null;
        }
        Instant startsAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        Double minutes = session.durationMinutes();
        Duration known = minutes == null ? ASSUMED : Duration.ofMillis(Math.round(minutes * 60_000));
        Instant endsAt = startsAt.plus(known.compareTo(SHORTEST) < 0 ? SHORTEST : known);
        return new SessionSets(digestMin(owner) | mixed(sets) & LOWER_HALF, startsAt, endsAt);
    }

    /** The least digest that a session of {@code owner} may have. */
    public static long digestMin(AthleteKey owner) {
        return mixed(text(owner.tenant()) + mixed(text(owner.athlete()))) & ~LOWER_HALF;
    }

    /** The greatest digest that a session of {@code owner} may have. */
    public static long digestMax(AthleteKey owner) {
        return digestMin(owner) | LOWER_HALF;
    }

    boolean isSuspectOf(SessionSets other) {
        return digest == other.digest && startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
    }

    private static long digest(long words, LoggedSet set) {
        Double loadKg = set.loadKg();
        // No load and a load of nothing are one, also for repetitions, durations and distances.
        long steps = loadKg == null ? 0 : Math.round(loadKg * 1_000 / GRAMS_PER_STEP);
        int reps = set.reps() == null ? 0 : set.reps();
        long digest = mixed(words + steps);
        digest = mixed(digest + reps);
        digest = mixed(digest + whole(set.durationSeconds()));
        return mixed(digest + whole(set.distanceMeters()));
    }

    private static long whole(@Nullable Double value) {
        return value == null ? 0 : Math.round(value);
    }

    /** Of the words of letters and digits, in any order. */
    private static long words(String name) {
        long words = 0;
        long word = 0;
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i += Character.charCount(lower.codePointAt(i))) {
            int letter = lower.codePointAt(i);
            if (Character.isLetterOrDigit(letter)) {
                word = mixed(word + letter);
            } else if (word != 0) {
                words += mixed(word);
                word = 0;
            }
        }
        return mixed(word == 0 ? words : words + mixed(word));
    }

    private static long text(String text) {
        long digest = 0;
        for (int i = 0; i < text.length(); i++) {
            digest = mixed(digest + text.charAt(i));
        }
        return digest;
    }

    /** Spreads every bit over all bits: the finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long bits) {
        long mixed = bits + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
