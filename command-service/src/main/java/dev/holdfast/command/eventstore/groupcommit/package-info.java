/** Appends and decisions' reads of many callers, one transaction or query for a group of them. */
@NullMarked
package dev.holdfast.command.eventstore.groupcommit;

import org.jspecify.annotations.NullMarked;
