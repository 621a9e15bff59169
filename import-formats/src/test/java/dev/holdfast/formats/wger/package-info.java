@NullMarked
package dev.holdfast.formats.wger;

import org.jspecify.annotations.NullMarked;
