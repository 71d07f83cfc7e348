/** What made the cost of one period another than that of the period before. */
@NullMarked
package io.tokentally.domain.change;

import org.jspecify.annotations.NullMarked;
