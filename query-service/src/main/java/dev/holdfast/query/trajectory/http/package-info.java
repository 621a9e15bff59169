@NullMarked
package dev.holdfast.query.trajectory.http;

import org.jspecify.annotations.NullMarked;
