/** Metering's health, and its job that prices late calls. */
@NullMarked
package io.tokentally.bootstrap.metering;

import org.jspecify.annotations.NullMarked;
