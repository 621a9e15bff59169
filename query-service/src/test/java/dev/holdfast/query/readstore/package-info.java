@NullMarked
package dev.holdfast.query.readstore;

import org.jspecify.annotations.NullMarked;
