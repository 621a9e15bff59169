/** What the resources share: forms of lists, tags of answers, checks of headers. */
@NullMarked
package dev.holdfast.query.http;

import org.jspecify.annotations.NullMarked;
