package dev.holdfast.event;

/** How a set was meant. The order is part of the wire format: append only. */
public enum SetKind {
    WORKING,
    WARM_UP,
    DROP,
    FAILURE
}
