@NullMarked
package dev.holdfast.query.outlook;

import org.jspecify.annotations.NullMarked;
