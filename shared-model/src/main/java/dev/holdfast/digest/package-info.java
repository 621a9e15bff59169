/** SHA-256, which keys, states, catalogues and receipts are digested with. */
@NullMarked
package dev.holdfast.digest;

import org.jspecify.annotations.NullMarked;
