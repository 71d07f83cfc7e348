/** Where the price book comes from. */
@NullMarked
package io.tokentally.application.port.out.pricing;

import org.jspecify.annotations.NullMarked;
