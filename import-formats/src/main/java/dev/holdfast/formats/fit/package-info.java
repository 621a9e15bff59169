/** Activities of watches, read with Garmin's SDK. */
@NullMarked
package dev.holdfast.formats.fit;

import org.jspecify.annotations.NullMarked;
