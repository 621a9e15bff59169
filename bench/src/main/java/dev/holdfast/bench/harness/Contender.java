package dev.holdfast.bench.harness;

/** One side of a comparison. Its runs take turns with the other side's. */
@FunctionalInterface
public interface Contender {
    /** One run, from a clean start to its score. What belongs to preparing or clearing up is not in the score. */
    Score run() throws Exception;
}
