/** How metering goes: metrics and logs. */
@NullMarked
package io.tokentally.bootstrap.metering;

import org.jspecify.annotations.NullMarked;
