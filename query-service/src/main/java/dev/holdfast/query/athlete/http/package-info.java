@NullMarked
package dev.holdfast.query.athlete.http;

import org.jspecify.annotations.NullMarked;
