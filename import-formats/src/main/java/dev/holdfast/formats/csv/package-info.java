/** Exports of training apps as CSV: one dialect for each app. */
@NullMarked
package dev.holdfast.formats.csv;

import org.jspecify.annotations.NullMarked;
