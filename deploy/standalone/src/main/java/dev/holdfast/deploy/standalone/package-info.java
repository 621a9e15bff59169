/** The whole system on one machine: every server its own process, under one supervisor. */
@NullMarked
package dev.holdfast.deploy.standalone;

import org.jspecify.annotations.NullMarked;
