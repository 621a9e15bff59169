/** Verification of the read tables over HTTP. */
@NullMarked
package dev.holdfast.query.verification.http;

import org.jspecify.annotations.NullMarked;
