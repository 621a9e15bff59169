@NullMarked
package dev.holdfast.command.pausedetection.http;

import org.jspecify.annotations.NullMarked;
