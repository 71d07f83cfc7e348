/** By whose clocks usage is told. */
@NullMarked
package io.tokentally.application.service.calendar;

import org.jspecify.annotations.NullMarked;
