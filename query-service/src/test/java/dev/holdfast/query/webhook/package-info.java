@NullMarked
package dev.holdfast.query.webhook;

import org.jspecify.annotations.NullMarked;
