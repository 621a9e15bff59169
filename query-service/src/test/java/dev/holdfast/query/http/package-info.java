@NullMarked
package dev.holdfast.query.http;

import org.jspecify.annotations.NullMarked;
