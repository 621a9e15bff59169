/** Commands of whoever runs the system, about all tenants: rebuild and verify. */
@NullMarked
package dev.holdfast.cli.operate;

import org.jspecify.annotations.NullMarked;
