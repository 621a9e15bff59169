/** State changes on the compacted Kafka topic {@code athlete-states}, for those who follow every athlete at once. */
@NullMarked
package dev.holdfast.query.publisher;

import org.jspecify.annotations.NullMarked;
