package dev.holdfast.formats.fit;

import com.garmin.fit.ActivityMesg;
import com.garmin.fit.DateTime;
import com.garmin.fit.Decode;
import com.garmin.fit.ExerciseCategory;
import com.garmin.fit.FitRuntimeException;
import com.garmin.fit.MesgBroadcaster;
import com.garmin.fit.SessionMesg;
import com.garmin.fit.SetMesg;
import com.garmin.fit.SetType;
import com.garmin.fit.SubSport;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What matters here of a FIT file. The one class that knows Garmin's SDK, which is under the FIT Protocol License Agreement.
 *
 * @param offset of local time from UTC, null when the watch did not write it
 * @param duration of the first session, null when unknown
 */
record FitActivity(
        Instant start,
        @Nullable ZoneOffset offset,
        @Nullable Duration duration,
        List<StrengthSet> sets,
        List<SportSession> sports) {

    record StrengthSet(
            String exercise,
            boolean rest,
            @Nullable Double loadKg,
            @Nullable Integer reps,
            @Nullable Double durationSeconds) {}

    record SportSession(
            String name,
            Instant start,
            @Nullable Double durationSeconds,
            @Nullable Double distanceMeters) {}

    private static final int SETS_MAX = SessionLogged.EXERCISES_MAX * PerformedExercise.SETS_MAX;

    /** More sessions than any multisport day has. */
    private static final int SPORTS_MAX = 100;

    private static final int OFFSET_STEP_SECONDS = 15 * 60;

    /** @throws InvalidValueException when the file is damaged or says more than a day of training can */
    static FitActivity decode(byte[] bytes) {
        List<SetMesg> sets = new ArrayList<>();
        List<SessionMesg> sessions = new ArrayList<>();
        List<ActivityMesg> activities = new ArrayList<>();
        try {
            if (!new Decode().checkFileIntegrity(new ByteArrayInputStream(bytes))) {
                throw damaged("its checksum is wrong");
            }
            var messages = new MesgBroadcaster(new Decode());
            messages.addListener((SetMesg set) -> addBounded(sets, set, SETS_MAX));
            messages.addListener((SessionMesg session) -> addBounded(sessions, session, SPORTS_MAX));
            messages.addListener((ActivityMesg activity) -> addBounded(activities, activity, SPORTS_MAX));
            messages.run(new ByteArrayInputStream(bytes));
        } catch (FitRuntimeException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
        String unnamed = sessions.isEmpty() ? "Unspecified" : sport(sessions.getFirst());
        List<SportSession> sports = new ArrayList<>();
        for (SessionMesg session : sessions) {
            Instant start = instant(session.getStartTime());
            if (start != null) {
                sports.add(new SportSession(
                        sport(session), start, wide(session.getTotalTimerTime()), wide(session.getTotalDistance())));
            }
        }
        Instant start = sports.isEmpty() ? null : sports.getFirst().start();
        for (int i = 0; start == null && i < sets.size(); i++) {
            start = instant(sets.get(i).getStartTime());
        }
        if (start == null) {
            if (sets.isEmpty()) {
                return new FitActivity(Instant.EPOCH, null, null, List.of(), List.of());
            }
            throw new InvalidValueException("start_time", null, "send an activity that says when it began");
        }
        Float seconds = sessions.isEmpty() ? null : sessions.getFirst().getTotalTimerTime();
        return new FitActivity(
                start,
                activities.isEmpty() ? null : offset(activities.getFirst()),
                seconds == null ? null : Duration.ofSeconds(seconds.longValue()),
                sets.stream().map(set -> strengthSet(set, unnamed)).toList(),
                sports);
    }

    private static StrengthSet strengthSet(SetMesg set, String unnamed) {
        Short type = set.getSetType();
        return new StrengthSet(
                exercise(set, unnamed),
                type != null && type == SetType.REST,
                wide(set.getWeight()),
                set.getRepetitions(),
                wide(set.getDuration()));
    }

    /** The exercise as Garmin names it, the narrower name first: {@code Barbell Bench Press} before {@code Bench Press}. */
    private static String exercise(SetMesg set, String unnamed) {
        Integer category = set.getNumCategory() == 0 ? null : set.getCategory(0);
        String categoryName = category == null ? "" : ExerciseCategory.getStringFromValue(category);
        if (categoryName.isEmpty() || category == null || category == ExerciseCategory.UNKNOWN) {
            return unnamed;
        }
        Integer subtype = set.getNumCategorySubtype() == 0 ? null : set.getCategorySubtype(0);
        String name = subtype == null ? "" : subtypeName(categoryName, subtype);
        return inWords(name.isEmpty() ? categoryName : name);
    }

    /** The SDK has a class of names for each category and no list of them. */
    private static String subtypeName(String category, int subtype) {
        try {
            Class<?> names = Class.forName("com.garmin.fit." + inWords(category).replace(" ", "") + "ExerciseName");
            Method name = names.getMethod("getStringFromValue", Integer.class);
            return String.valueOf(name.invoke(null, subtype));
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }

    private static String sport(SessionMesg session) {
        SubSport narrower = session.getSubSport();
        if (narrower != null && narrower != SubSport.GENERIC && narrower != SubSport.INVALID) {
            return inWords(narrower.name());
        }
        return session.getSport() == null
                ? "Unspecified"
                : inWords(session.getSport().name());
    }

    /** {@code BENCH_PRESS} as {@code Bench Press}. */
    private static String inWords(String constant) {
        StringBuilder words = new StringBuilder();
        for (String word : constant.split("_")) {
            if (!word.isEmpty()) {
                words.append(words.isEmpty() ? "" : " ")
                        .append(word.charAt(0))
                        .append(word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return words.toString();
    }

    private static @Nullable ZoneOffset offset(ActivityMesg activity) {
        Long local = activity.getLocalTimestamp();
        DateTime utc = activity.getTimestamp();
        if (local == null || utc == null) {
            return null;
        }
        long steps = Math.round((local - utc.getTimestamp()) / (double) OFFSET_STEP_SECONDS);
        try {
            return ZoneOffset.ofTotalSeconds(Math.toIntExact(steps * OFFSET_STEP_SECONDS));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(@Nullable DateTime time) {
        return time == null ? null : time.getDate().toInstant();
    }

    /** The decimal that was meant: 92622.34, not the nearest binary fraction 92622.34375. */
    private static @Nullable Double wide(@Nullable Float value) {
        return value == null ? null : Double.valueOf(value.toString());
    }

    private static <T> void addBounded(List<T> list, T one, int max) {
        if (list.size() == max) {
            throw new InvalidValueException(
                    "body", "more than " + max + " sets or sessions", "send one activity a file");
        }
        list.add(one);
    }

    private static InvalidValueException damaged(String why) {
        return new InvalidValueException("body", "a damaged FIT file: " + why, "copy it from the watch again");
    }
}
