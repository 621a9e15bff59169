@NullMarked
package dev.holdfast.command.suspect.http;

import org.jspecify.annotations.NullMarked;
