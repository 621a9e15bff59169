/** The entry point and the list of benchmarks. Whatever a benchmark needs lies in a package below. */
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
