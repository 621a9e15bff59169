/** The workout log of wger as its API gives it. */
@NullMarked
package dev.holdfast.formats.wger;

import org.jspecify.annotations.NullMarked;
