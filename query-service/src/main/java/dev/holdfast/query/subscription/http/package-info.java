@NullMarked
package dev.holdfast.query.subscription.http;

import org.jspecify.annotations.NullMarked;
