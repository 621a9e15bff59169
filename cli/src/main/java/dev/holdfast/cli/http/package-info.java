/** How the commands speak to the services: addresses, time limits, and what a refusal or no answer means. */
@NullMarked
package dev.holdfast.cli.http;

import org.jspecify.annotations.NullMarked;
