/** What the pages under / need to know of this installation. */
@NullMarked
package dev.holdfast.query.dashboard;

import org.jspecify.annotations.NullMarked;
