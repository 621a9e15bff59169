/** All that is known of one athlete's past, now or at an earlier time. */
@NullMarked
package dev.holdfast.query.life;

import org.jspecify.annotations.NullMarked;
