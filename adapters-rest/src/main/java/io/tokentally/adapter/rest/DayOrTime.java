package io.tokentally.adapter.rest;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A day, or a time of it, by the clocks of the zone that is asked for: {@code 2026-10-31}, {@code 2026-10-31T14:30}.
 *
 * @param time nothing for all of the day
 */
@ParsesOutsideInput
record DayOrTime(LocalDate day, @Nullable LocalTime time) {

    /** As parameters say it, found by Spring by this name; nothing for an empty one, which is as good as left out. */
    public static @Nullable DayOrTime valueOf(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (text.indexOf('T') < 0) {
                return new DayOrTime(LocalDate.parse(text), null);
            }
            LocalDateTime time = LocalDateTime.parse(text);
            return new DayOrTime(time.toLocalDate(), time.toLocalTime());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Neither a day nor a time of one", e);
        }
    }
}
