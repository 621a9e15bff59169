/** Whether the read tables hold what the events give. */
@NullMarked
package dev.holdfast.query.verification;

import org.jspecify.annotations.NullMarked;
