package io.tokentally.adapter.persistence.report;

import io.tokentally.adapter.persistence.report.RollupSums.CallsOfDay;
import io.tokentally.adapter.persistence.report.RollupSums.CallsOfQuarterHour;
import io.tokentally.domain.summary.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Finds out from the roll-ups how far back one has to look for the newest calls of some kind or caller, so that the log is read from
 * there on and no further.
 */
public final class NewestCalls {

    /** So many calls of the kind on the days that are left are worth a look at their quarter-hours. */
    private static final long MANY = 2_000;

    private final RollupSums sums;

    NewestCalls(RollupSums sums) {
        this.sums = sums;
    }

    /**
     * Whether calls with a question's tags may be looked for among all that it is about.
     *
     * @throws io.tokentally.domain.report.TooManyCallsException if these are too many
     */
    public void requireFew(SumsQuestion question) {
        sums.fewCalls(question);
    }

    /**
     * The part of a range that holds the newest calls of the question in it, or all of them where there are fewer. Of its last
     * quarter-hour some calls may be too new.
     *
     * <p>Within a transaction that has the viewer's identity.
     */
    public TimeRange holding(SumsQuestion question, int limit) {
        TimeRange range = question.range();
        if (range.from().equals(range.until())) {
            return range;
        }
        ZoneId zone = sums.zone(question.viewer());
        LocalDate lastDay = LocalDate.ofInstant(range.until().minusNanos(1), zone);
        List<CallsOfDay> days = sums.byDay(question, LocalDate.ofInstant(range.from(), zone), lastDay);
        long wanted = limit;
        long met = 0;
        Instant since = range.from();
        for (CallsOfDay day : days) {
            met += day.calls();
            since = day.day().atStartOfDay(zone).toInstant();
            // Of the last day nobody knows how many calls come before the end of the range.
            wanted -= day.day().equals(lastDay) ? 0 : day.calls();
            if (wanted <= 0) {
                break;
            }
        }
        if (days.isEmpty()) {
            return new TimeRange(range.until(), range.until());
        }
        TimeRange found = new TimeRange(later(since, range.from()), range.until());
        return met > MANY ? withinDays(question.within(found), limit) : found;
    }

    private TimeRange withinDays(SumsQuestion question, int limit) {
        TimeRange range = question.range();
        long wanted = limit;
        for (CallsOfQuarterHour quarter : sums.byQuarterHour(question)) {
            wanted -= quarter.start().plus(TimeRange.BUCKET).equals(range.until()) ? 0 : quarter.calls();
            if (wanted <= 0) {
                return new TimeRange(later(quarter.start(), range.from()), range.until());
            }
        }
        return range;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
