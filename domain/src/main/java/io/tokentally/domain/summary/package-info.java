/** What usage adds up to: periods, totals, breakdowns and their change. */
@NullMarked
package io.tokentally.domain.summary;

import org.jspecify.annotations.NullMarked;
