/** Threads that live as long as the process: none ends unnoticed, and a health check looks at all of them. */
@NullMarked
package dev.holdfast.kit.work;

import org.jspecify.annotations.NullMarked;
