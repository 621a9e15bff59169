/** Starting a rebuild, following it and aborting it, over HTTP. */
@NullMarked
package dev.holdfast.query.rebuild.http;

import org.jspecify.annotations.NullMarked;
