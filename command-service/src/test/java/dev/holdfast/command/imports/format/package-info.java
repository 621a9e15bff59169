@NullMarked
package dev.holdfast.command.imports.format;

import org.jspecify.annotations.NullMarked;
