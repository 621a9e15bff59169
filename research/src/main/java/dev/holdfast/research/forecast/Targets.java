package dev.holdfast.research.forecast;

import java.util.ArrayList;
import java.util.List;

/** Which forecasts count: definition 1 of docs/forecast.md. */
final class Targets {
    static final int REST_DAYS = 21;

    private static final int EARLIER_DAYS_MIN = 6;
    private static final int RETURN_WINDOW_DAYS = 90;
    private static final int RETURN_DAYS_MIN = 4;
    private static final int NEXT_SESSIONS = 5;
    private static final int NEXT_SESSIONS_MIN = 3;
    private static final int NEXT_SESSIONS_DAYS = 60;
    private static final int FOUR_WEEKS_FROM_DAYS = 25;
    private static final int FOUR_WEEKS_TO_DAYS = 35;
    private static final int STEPS = 12;
    private static final double STEP_LOG_MAX = StrictMath.log(1.4);
    private static final double OUTLIER_LOG_MAX = StrictMath.log(2);

    private final int[] trainingDays;
    private final List<Target> targets = new ArrayList<>();

    private Targets(int[] trainingDays) {
        this.trainingDays = trainingDays;
    }

    static List<Target> of(int[] trainingDays, List<Series> series) {
        Targets targets = new Targets(trainingDays);
        for (int place = 0; place < series.size(); place++) {
            targets.add(place, series.get(place));
        }
        return List.copyOf(targets.targets);
    }

    private void add(int place, Series series) {
        for (int origin = EARLIER_DAYS_MIN - 1; origin < series.size() - 1; origin++) {
            if (isSteady(series, origin)) {
                int first = origin + 1;
                int gap = series.day()[first] - series.day()[origin];
                if (gap < REST_DAYS) {
                    add(Horizon.NEXT_SESSION, place, series, origin, first, first, series.seen()[first]);
                    addFourWeeks(place, series, origin);
                } else if (wasRegular(series, origin)) {
                    addReturn(place, series, origin);
                }
            }
        }
    }

    /** No jump lately that says another machine or unit. */
    private static boolean isSteady(Series series, int origin) {
        for (int i = origin; i > 0 && i > origin - STEPS; i--) {
            if (series.day()[i] - series.day()[i - 1] < REST_DAYS
                    && Math.abs(series.seen()[i] - series.seen()[i - 1]) > STEP_LOG_MAX) {
                return false;
            }
        }
        return true;
    }

    private static boolean wasRegular(Series series, int origin) {
        int from = series.day()[origin] - RETURN_WINDOW_DAYS;
        return series.day()[origin - RETURN_DAYS_MIN + 1] >= from;
    }

    private void addReturn(int place, Series series, int origin) {
        int first = origin + 1;
        boolean whole = restedWholly(series.day()[origin], series.day()[first]);
        add(
                whole ? Horizon.FIRST_AFTER_WHOLE_REST : Horizon.FIRST_AFTER_EXERCISE_REST,
                place,
                series,
                origin,
                first,
                first,
                series.seen()[first]);
        int end = first + 1;
        double best = Double.NEGATIVE_INFINITY;
        while (end < series.size()
                && end <= first + NEXT_SESSIONS
                && series.day()[end] <= series.day()[first] + NEXT_SESSIONS_DAYS) {
            best = Math.max(best, series.seen()[end++]);
        }
        int count = end - first - 1;
        if (count >= NEXT_SESSIONS_MIN) {
            add(
                    whole ? Horizon.BEST_AFTER_WHOLE_REST : Horizon.BEST_AFTER_EXERCISE_REST,
                    place,
                    series,
                    origin,
                    first,
                    first + (count + 1) / 2,
                    best);
        }
    }

    private void addFourWeeks(int place, Series series, int origin) {
        int from = series.day()[origin];
        for (int i = origin + 1;
                i < series.size()
                        && series.day()[i] <= from + FOUR_WEEKS_TO_DAYS
                        && series.day()[i] - series.day()[i - 1] < REST_DAYS;
                i++) {
            if (series.day()[i] >= from + FOUR_WEEKS_FROM_DAYS) {
                add(Horizon.FOUR_WEEKS, place, series, origin, i, i, series.seen()[i]);
                return;
            }
        }
    }

    /** Whether the lifter rested from everything for three weeks within. */
    private boolean restedWholly(int from, int to) {
        for (int i = 1; i < trainingDays.length; i++) {
            if (trainingDays[i - 1] >= from
                    && trainingDays[i] <= to
                    && trainingDays[i] - trainingDays[i - 1] >= REST_DAYS) {
                return true;
            }
        }
        return false;
    }

    /** Targets that are nothing like what came before are left out, for all contenders alike. */
    private void add(Horizon horizon, int place, Series series, int origin, int first, int body, double seen) {
        if (Math.abs(seen - series.medianOfThree(origin)) <= OUTLIER_LOG_MAX) {
            targets.add(new Target(horizon, place, origin, first, body, seen));
        }
    }
}
