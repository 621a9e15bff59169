/** What the pages under / need to know of this installation. */
@NullMarked
package dev.holdfast.query.dashboard.http;

import org.jspecify.annotations.NullMarked;
