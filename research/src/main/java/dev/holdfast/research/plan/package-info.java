@NullMarked
package dev.holdfast.research.plan;

import org.jspecify.annotations.NullMarked;
