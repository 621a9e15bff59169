package dev.holdfast.event;

/** Optional and without effect on the kinetics: three studies find none. The order is part of the wire format, from 1. */
public enum Sex {
    FEMALE,
    MALE
}
