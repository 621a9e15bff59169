/**
 * Reads other systems' files row by row, in bounded memory, into facts and row outcomes. Knows nothing of the store: what is
 * new, and what a tenant already has, is decided by the caller.
 */
@NullMarked
package dev.holdfast.command.imports.format;

import org.jspecify.annotations.NullMarked;
