package dev.holdfast.level;

/**
 * A question to the user: the estimated one-repetition maximum of an exercise lay more than 40 % from that of the day before
 * it and from what was expected. Another machine, pounds for kilograms, one hand for two, or true?
 *
 * @param day since 1970-01-01
 * @param fromKg the best of the exercise's day before
 * @param toKg the best of this day
 */
public record Jump(int day, double fromKg, double toKg) {}
