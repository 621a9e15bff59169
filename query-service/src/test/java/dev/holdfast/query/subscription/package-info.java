@NullMarked
package dev.holdfast.query.subscription;

import org.jspecify.annotations.NullMarked;
