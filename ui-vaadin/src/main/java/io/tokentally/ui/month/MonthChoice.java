package io.tokentally.ui.month;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.usage.query.AddressWords;
import io.tokentally.ui.usage.query.DayRange;
import io.tokentally.ui.usage.query.Notice;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which month of whose usage a report is of.
 *
 * @param notices of what the address asks for and is not, and what is shown instead
 */
record MonthChoice(YearMonth month, UsageScope scope, List<Notice> notices) {

    /** The earliest with a month before that reports know. */
    static final YearMonth FIRST = YearMonth.of(2000, 2);

    private static final String MONTH = "month";
    private static final String SCOPE = "scope";

    MonthChoice {
        notices = List.copyOf(notices);
    }

    MonthChoice(YearMonth month, UsageScope scope) {
        this(month, scope, List.of());
    }

    /** @param current the month that is running; the last whole one is shown where the address names none */
    static MonthChoice read(QueryParameters address, Viewer viewer, YearMonth current) {
        List<Notice> notices = new ArrayList<>();
        YearMonth last = current.minusMonths(1);
        YearMonth month = address.getSingleParameter(MONTH)
                .map(text -> month(text, current, notices))
                .orElse(last);
        return new MonthChoice(month, scope(address, viewer, notices), notices);
    }

    private static YearMonth month(String text, YearMonth current, List<Notice> notices) {
        YearMonth last = current.minusMonths(1);
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.isAfter(current)) {
                notices.add(Notice.of("month.notice.future", name(month), name(last)));
                return last;
            }
            if (month.isBefore(FIRST)) {
                notices.add(Notice.of("month.notice.first", name(FIRST), name(last)));
                return last;
            }
            return month;
        } catch (DateTimeParseException e) {
            notices.add(Notice.of("month.notice.none", VisibleText.of(text), name(last)));
            return last;
        }
    }

    private static UsageScope scope(QueryParameters address, Viewer viewer, List<Notice> notices) {
        UsageScope initial = UsageQuery.initial(viewer).scope();
        String asked = address.getSingleParameter(SCOPE).orElse("");
        if (asked.equals(AddressWords.word(UsageScope.OWN)) || asked.isEmpty()) {
            return asked.isEmpty() ? initial : UsageScope.OWN;
        }
        if (!asked.equals(AddressWords.word(UsageScope.ORGANIZATION))) {
            notices.add(Notice.of("usage.notice.scope"));
        } else if (!viewer.seesOrganization()) {
            notices.add(Notice.of("usage.notice.organization"));
        }
        return initial;
    }

    /** For instance {@code October 2026}. */
    static String name(YearMonth month) {
        return TimeFormat.formatMonthInFull(month.atDay(1));
    }

    MonthChoice withMonth(YearMonth wanted) {
        return new MonthChoice(wanted, scope);
    }

    MonthChoice withScope(UsageScope wanted) {
        return new MonthChoice(month, wanted);
    }

    QueryParameters address() {
        return QueryParameters.simple(Map.of(MONTH, month.toString(), SCOPE, AddressWords.word(scope)));
    }

    /** The whole month, compared with the one before. */
    UsageQuery query(Viewer viewer) {
        return UsageQuery.initial(viewer)
                .withScope(scope)
                .withPeriod(new DayRange(month.atDay(1), month.atEndOfMonth()))
                .withComparison(Comparison.MONTH_BEFORE);
    }

    String fileName() {
        return "tokentally-%s-%s.pdf".formatted(month, scope.name().toLowerCase(Locale.ROOT));
    }
}
