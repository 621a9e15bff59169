/**
 * The tables that answers come from, in the schema {@code serving}: what they are, how revisions get into them, and how
 * far each partition is. It knows no feature.
 */
@NullMarked
package dev.holdfast.query.readstore;

import org.jspecify.annotations.NullMarked;
