@NullMarked
package dev.holdfast.command.verification.http;

import org.jspecify.annotations.NullMarked;
