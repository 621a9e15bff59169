package dev.holdfast.command.imports;

/** An exercise name that the catalogue does not know, and how many sets bear it. */
public record UnknownExercise(String name, long sets) {}
