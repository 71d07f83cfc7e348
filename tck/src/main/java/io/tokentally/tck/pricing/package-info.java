/** What every adapter of prices must do. */
@NullMarked
package io.tokentally.tck.pricing;

import org.jspecify.annotations.NullMarked;
