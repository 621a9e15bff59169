/** An athlete's facts in the order of their life, packed, and the fold that makes a state of them. */
@NullMarked
package dev.holdfast.timeline;

import org.jspecify.annotations.NullMarked;
