/** Where the organization's time zone is kept. */
@NullMarked
package io.tokentally.application.port.out.calendar;

import org.jspecify.annotations.NullMarked;
