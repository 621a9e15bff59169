@NullMarked
package dev.holdfast.command.athlete.http;

import org.jspecify.annotations.NullMarked;
