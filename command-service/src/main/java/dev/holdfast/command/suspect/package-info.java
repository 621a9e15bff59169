@NullMarked
package dev.holdfast.command.suspect;

import org.jspecify.annotations.NullMarked;
