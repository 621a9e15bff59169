package dev.holdfast.formats;

/** @param line the physical line on which the row begins, from 1; the heading counts */
public record RowRef(long line, RowKind kind) {}
