@NullMarked
package dev.holdfast.query.outlook.http;

import org.jspecify.annotations.NullMarked;
