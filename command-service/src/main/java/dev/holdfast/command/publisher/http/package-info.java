@NullMarked
package dev.holdfast.command.publisher.http;

import org.jspecify.annotations.NullMarked;
