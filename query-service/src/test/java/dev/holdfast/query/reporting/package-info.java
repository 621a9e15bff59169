@NullMarked
package dev.holdfast.query.reporting;

import org.jspecify.annotations.NullMarked;
