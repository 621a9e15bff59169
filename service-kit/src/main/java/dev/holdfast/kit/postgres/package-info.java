/** PostgreSQL as both services use it: transactions, the lead among processes, rows in its binary form. */
@NullMarked
package dev.holdfast.kit.postgres;

import org.jspecify.annotations.NullMarked;
