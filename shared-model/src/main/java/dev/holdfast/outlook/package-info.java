@NullMarked
package dev.holdfast.outlook;

import org.jspecify.annotations.NullMarked;
