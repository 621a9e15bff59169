/** What an exercise's name means: which movement it practises and which muscle groups it loads. */
@NullMarked
package dev.holdfast.catalogue;

import org.jspecify.annotations.NullMarked;
