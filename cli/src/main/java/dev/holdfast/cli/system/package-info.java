/** The standalone system as a process of this machine: started, filled with a made-up gym, tested. */
@NullMarked
package dev.holdfast.cli.system;

import org.jspecify.annotations.NullMarked;
