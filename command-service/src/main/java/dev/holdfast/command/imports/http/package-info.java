@NullMarked
package dev.holdfast.command.imports.http;

import org.jspecify.annotations.NullMarked;
