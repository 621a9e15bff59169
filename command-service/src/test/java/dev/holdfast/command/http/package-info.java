@NullMarked
package dev.holdfast.command.http;

import org.jspecify.annotations.NullMarked;
