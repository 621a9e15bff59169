/** What the body keeps at a moment, named, versioned and digested. */
@NullMarked
package dev.holdfast.checkpoint;

import org.jspecify.annotations.NullMarked;
