/** What every resource shares: the tenant, problems, the loopback rule. */
@NullMarked
package dev.holdfast.query.http;

import org.jspecify.annotations.NullMarked;
