/** Any question about usage: measures by dimensions, over time. */
@NullMarked
package io.tokentally.domain.report;

import org.jspecify.annotations.NullMarked;
