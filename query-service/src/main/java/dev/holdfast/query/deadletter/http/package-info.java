/** Dead letters over HTTP. */
@NullMarked
package dev.holdfast.query.deadletter.http;

import org.jspecify.annotations.NullMarked;
