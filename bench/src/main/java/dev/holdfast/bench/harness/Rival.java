package dev.holdfast.bench.harness;

/**
 * Whom we compare with.
 *
 * @param against the name under which the result appears
 * @param goal the ratio we want to reach, more than 1 where we mean to be faster or smaller
 */
public record Rival(String against, double goal, Contender contender) {}
