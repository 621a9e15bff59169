@NullMarked
package dev.holdfast.command.history.http;

import org.jspecify.annotations.NullMarked;
