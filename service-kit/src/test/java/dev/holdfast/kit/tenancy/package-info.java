@NullMarked
package dev.holdfast.kit.tenancy;

import org.jspecify.annotations.NullMarked;
