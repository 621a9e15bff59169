/** Answers about athletes: states at any instant, checkpoints, lists. */
@NullMarked
package dev.holdfast.query.athlete;

import org.jspecify.annotations.NullMarked;
