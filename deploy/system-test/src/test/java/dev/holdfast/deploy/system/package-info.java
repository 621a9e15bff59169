/** The packaged system from outside. */
@NullMarked
package dev.holdfast.deploy.system;

import org.jspecify.annotations.NullMarked;
