/**
 * What an import format is and what a file becomes: facts, and an outcome for every row. Files are read row by row, in bounded
 * memory. Nothing here knows the store: what is new, and what a tenant already has, is decided by the caller. The formats
 * themselves are in the packages below, one for each family; {@code known} lists them.
 */
@NullMarked
package dev.holdfast.formats;

import org.jspecify.annotations.NullMarked;
