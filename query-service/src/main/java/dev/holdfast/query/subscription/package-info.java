/** State changes as they are committed, followed by athlete or by tenant, resumable from any durable position. */
@NullMarked
package dev.holdfast.query.subscription;

import org.jspecify.annotations.NullMarked;
