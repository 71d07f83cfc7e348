/** Metering's health, and its jobs. */
@NullMarked
package io.tokentally.bootstrap.metering;

import org.jspecify.annotations.NullMarked;
