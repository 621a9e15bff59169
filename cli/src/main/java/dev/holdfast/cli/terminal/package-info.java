/** What the user of a command meets: exit codes, tables, figures, and whether somebody is watching. */
@NullMarked
package dev.holdfast.cli.terminal;

import org.jspecify.annotations.NullMarked;
