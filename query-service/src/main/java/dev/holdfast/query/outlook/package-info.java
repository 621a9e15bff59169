/** What a return to training would take, with its range and the first-timer beside it. */
@NullMarked
package dev.holdfast.query.outlook;

import org.jspecify.annotations.NullMarked;
