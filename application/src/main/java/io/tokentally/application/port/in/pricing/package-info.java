/** What people want to know of prices, and what owners do about them. */
@NullMarked
package io.tokentally.application.port.in.pricing;

import org.jspecify.annotations.NullMarked;
