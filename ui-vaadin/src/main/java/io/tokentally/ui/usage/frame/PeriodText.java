package io.tokentally.ui.usage.frame;

import static io.tokentally.ui.format.TimeFormat.formatDate;
import static io.tokentally.ui.format.TimeFormat.formatMinute;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.ZoneId;

/** Writes which days a page shows. */
public final class PeriodText {

    private PeriodText() {}

    /** For instance {@code 1 Oct 2026 – 30 Oct 2026}; of a day itself; with the time where it begins or ends within a day. */
    public static String of(Period period) {
        ZoneId zone = period.zone();
        String first = formatDate(period.from(), zone);
        Instant end = period.end();
        String last = end == null ? formatDate(period.lastDay()) : formatMinute(end, zone);
        return first.equals(last) ? first : I18NProvider.translate("usage.period.text", first, last);
    }
}
