package dev.holdfast.query.rebuild;

/**
 * What a rebuild did.
 *
 * @param events that were folded; from timelines, facts
 * @param unreadable events whose payload could not be read; they are left out, as in live work
 * @param athletes in the new version
 * @param checkpoints at starts and pauses that were written; each chunk and each athlete has one more
 * @param differing athletes whose state differs from what was served before, those missing on either side included
 * @param position up to which the new version holds every event
 * @param resumedRanges ranges that an earlier run of the same rebuild had finished
 * @param readSeconds until every event was beside its athlete's others
 * @param foldSeconds until every range was folded and written
 * @param indexSeconds until the new tables had their keys
 * @param switchSeconds for the events that came meanwhile, the comparison and the switch
 */
public record RebuildReport(
        long events,
        long unreadable,
        long athletes,
        long checkpoints,
        long differing,
        long position,
        int resumedRanges,
        double readSeconds,
        double foldSeconds,
        double indexSeconds,
        double switchSeconds) {}
