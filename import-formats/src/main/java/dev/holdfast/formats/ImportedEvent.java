package dev.holdfast.formats;

import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.TrainingEvent;
import java.time.OffsetDateTime;

/**
 * A fact with its envelope, as the file gives it. The same file gives the same key again.
 *
 * @param occurredAt from 1950 to 2100; whether it lies in the future is for the caller, who has a clock
 */
public record ImportedEvent(AthleteId athlete, OffsetDateTime occurredAt, EventKey key, TrainingEvent fact) {}
