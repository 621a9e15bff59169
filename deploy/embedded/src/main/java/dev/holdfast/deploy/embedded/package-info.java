@NullMarked
package dev.holdfast.deploy.embedded;

import org.jspecify.annotations.NullMarked;
