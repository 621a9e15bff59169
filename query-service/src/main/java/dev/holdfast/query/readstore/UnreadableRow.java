package dev.holdfast.query.readstore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One athlete's row that cannot be read is passed over and told, so that it does not fail an answer about all. */
public final class UnreadableRow {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRow.class);

    private UnreadableRow() {}

    public static void tell(String tenantId, String athleteId, long position, RuntimeException why) {
        LOG.error(
                "passed over an athlete that cannot be read; run holdfast rebuild: tenant={}, athleteId={}, position={}",
                tenantId,
                athleteId,
                position,
                why);
    }
}
