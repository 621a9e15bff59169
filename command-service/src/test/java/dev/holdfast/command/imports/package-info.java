@NullMarked
package dev.holdfast.command.imports;

import org.jspecify.annotations.NullMarked;
