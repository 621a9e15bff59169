/** State changes posted to tenants' own addresses: signed, in order, at least once. */
@NullMarked
package dev.holdfast.query.webhook;

import org.jspecify.annotations.NullMarked;
