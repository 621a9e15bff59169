/** Files of gyms and apps into the running system. */
@NullMarked
package dev.holdfast.cli.imports;

import org.jspecify.annotations.NullMarked;
