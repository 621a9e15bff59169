package dev.holdfast.formats;

/** What a sound row is. */
public enum RowKind {
    /** A working, drop or failure set; of our own events, any fact. */
    WORKING,
    WARM_UP,
    /** A rest timer or a note between sets: belongs to no set. */
    REST
}
