/** What a call costs: exact money, rates, the price book, and the cost lines it gives. */
@NullMarked
package io.tokentally.domain.pricing;

import org.jspecify.annotations.NullMarked;
