/** What writers and readers of Kafka must agree on: topics, record keys, settings of producers. */
@NullMarked
package dev.holdfast.kit.kafka;

import org.jspecify.annotations.NullMarked;
