package io.tokentally.ui.usage.call;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.summary.Period;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;

/**
 * The calls that a list was filled with.
 *
 * @param usage as it was then
 * @param matching how many calls did then
 */
record ListedCalls(ShownUsage usage, long matching) {

    /** Whether the list still shows what is asked for, but for what came since. */
    boolean isOf(ShownUsage now) {
        return usage.query().equals(now.query())
                && usage.viewer().equals(now.viewer())
                && usage.zone().equals(now.zone());
    }

    /** How many calls came since; those of a day that began since among them. */
    long arrived(ShownUsage now, MatchingCalls found, ListCallsUseCase calls) {
        Period then = usage.period();
        Period sinceThen = new Period(
                then.firstDay(),
                now.period().lastDay(),
                then.zone(),
                then.firstDayOfWeek(),
                then.since(),
                now.period().end());
        long matchingNow = sinceThen.equals(now.period())
                ? found.calls()
                : calls.count(
                        now.viewer(),
                        new CallQuery(
                                now.query().scope(), sinceThen, now.query().filter()));
        return Math.max(0, matchingNow - matching);
    }
}
