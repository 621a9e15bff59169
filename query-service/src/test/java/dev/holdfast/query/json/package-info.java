@NullMarked
package dev.holdfast.query.json;

import org.jspecify.annotations.NullMarked;
