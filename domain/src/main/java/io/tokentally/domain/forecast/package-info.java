/** What usage will come to: estimates, with a range and how far off they were before. docs/forecast.md has the method. */
@NullMarked
package io.tokentally.domain.forecast;

import org.jspecify.annotations.NullMarked;
