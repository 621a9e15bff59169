/** Axon's own JPA engine over the same PostgreSQL, set up as its guide says: Hibernate, HikariCP, JSON payloads. */
@NullMarked
package dev.holdfast.bench.axon;

import org.jspecify.annotations.NullMarked;
