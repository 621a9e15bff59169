@NullMarked
package dev.holdfast.command.verification;

import org.jspecify.annotations.NullMarked;
