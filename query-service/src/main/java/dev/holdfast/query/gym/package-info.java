/** A tenant's members at a glance, and who is worth a call before the head start of a return is gone. */
@NullMarked
package dev.holdfast.query.gym;

import org.jspecify.annotations.NullMarked;
