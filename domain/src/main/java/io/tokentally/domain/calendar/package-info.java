/** By whose clocks usage is told. */
@NullMarked
package io.tokentally.domain.calendar;

import org.jspecify.annotations.NullMarked;
