package io.tokentally.ui.usage.frame;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.summary.Period;
import java.time.ZoneId;

/** Writes which days a page shows. */
public final class PeriodText {

    private PeriodText() {}

    /** For instance {@code 1 Oct 2026 – 30 Oct 2026}; of a day itself, of the last hours with the time at which they begin. */
    public static String of(Period period) {
        ZoneId zone = period.zone();
        String first = formatDate(period.from(), zone);
        String last = formatDate(period.lastDay().atStartOfDay(zone).toInstant(), zone);
        return first.equals(last) ? first : I18NProvider.translate("usage.period.text", first, last);
    }
}
