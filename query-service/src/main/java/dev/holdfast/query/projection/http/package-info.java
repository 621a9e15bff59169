/** How far the read side is, over HTTP. */
@NullMarked
package dev.holdfast.query.projection.http;

import org.jspecify.annotations.NullMarked;
