/** What every HTTP resource shares: answers to failures, query parameters, cursors, the OpenAPI document, the loopback rule. */
@NullMarked
package dev.holdfast.kit.http;

import org.jspecify.annotations.NullMarked;
