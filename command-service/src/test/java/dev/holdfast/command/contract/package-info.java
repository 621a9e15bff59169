@NullMarked
package dev.holdfast.command.contract;

import org.jspecify.annotations.NullMarked;
