@NullMarked
package dev.holdfast.command.pausedetection;

import org.jspecify.annotations.NullMarked;
