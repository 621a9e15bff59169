/** Commands about one athlete: what the body keeps, and which events are stored. */
@NullMarked
package dev.holdfast.cli.athlete;

import org.jspecify.annotations.NullMarked;
