@NullMarked
package dev.holdfast.command.erasure.http;

import org.jspecify.annotations.NullMarked;
