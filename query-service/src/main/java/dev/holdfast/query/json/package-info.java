/** How answers look as JSON: to clients, in the stream of changes and on the topic. */
@NullMarked
package dev.holdfast.query.json;

import org.jspecify.annotations.NullMarked;
