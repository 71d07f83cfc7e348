/** What people do about the organization's clocks. */
@NullMarked
package io.tokentally.application.port.in.calendar;

import org.jspecify.annotations.NullMarked;
