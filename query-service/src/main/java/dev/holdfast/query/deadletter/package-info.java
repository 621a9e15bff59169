/** Another try at records that could not be read. */
@NullMarked
package dev.holdfast.query.deadletter;

import org.jspecify.annotations.NullMarked;
