/** What a service says that it does, held against what it does. */
@NullMarked
package dev.holdfast.deploy.contract;

import org.jspecify.annotations.NullMarked;
