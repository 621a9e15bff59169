/** A tenant's webhooks over HTTP. */
@NullMarked
package dev.holdfast.query.webhook.http;

import org.jspecify.annotations.NullMarked;
