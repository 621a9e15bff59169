@NullMarked
package dev.holdfast.command.eventstore.groupcommit;

import org.jspecify.annotations.NullMarked;
