package dev.holdfast.query.servingmodel;

/**
 * What an answer about an athlete rests on: as long as it is the same, so is the answer.
 *
 * @param position of the last event that is known of the athlete
 * @param digest of the athlete's state, which may change under the same position: a dead letter is read after all, or a
 *     rebuild reads what an older service could not
 */
public record StateVersion(long position, String digest, ServingModel.Current model) {}
