package dev.holdfast.query.subscription;

/**
 * One committed change of an athlete's state.
 *
 * @param id durable, rising in commit order: who has seen it has seen everything before it
 * @param json the athlete as {@code GET /v1/athletes} lists it, on one line
 */
public record StateChange(long id, String tenantId, String athleteId, String json) {
    /** Whether nothing but the athlete's id is left to say. */
    public boolean erased() {
        return json.endsWith(",\"erased\":true}");
    }
}
