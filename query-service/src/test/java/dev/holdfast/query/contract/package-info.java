@NullMarked
package dev.holdfast.query.contract;

import org.jspecify.annotations.NullMarked;
