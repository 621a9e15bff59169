package dev.holdfast.event;

/** Why training paused, where the athlete says so. The order is part of the wire format, from 1: append only. */
public enum PauseReason {
    INJURY,
    ILLNESS,
    HOLIDAY,
    MEMBERSHIP_ENDED,
    OTHER
}
