/** From Kafka to timelines, checkpoints and states, one transaction a batch. */
@NullMarked
package dev.holdfast.query.projection;

import org.jspecify.annotations.NullMarked;
