@NullMarked
package dev.holdfast.command.erasure;

import org.jspecify.annotations.NullMarked;
