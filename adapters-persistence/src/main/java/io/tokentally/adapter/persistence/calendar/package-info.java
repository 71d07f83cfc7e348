/** By whose clocks an organization's days begin. */
@NullMarked
package io.tokentally.adapter.persistence.calendar;

import org.jspecify.annotations.NullMarked;
