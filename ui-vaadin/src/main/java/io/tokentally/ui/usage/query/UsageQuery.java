package io.tokentally.ui.usage.query;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a usage page shows, as its address says it.
 *
 * @param comparison the earlier days that figures are compared with; nothing for none
 * @param filter of everything on the page: cards, charts, tables, calls and exports
 * @param grouping what charts tell apart, at most two dimensions
 * @param grain how charts are cut over time; nothing for what suits the period
 * @param ranking which of the calls stand out; nothing for the newest first
 */
public record UsageQuery(
        UsageScope scope,
        PeriodChoice period,
        @Nullable Comparison comparison,
        CallFilter filter,
        List<Dimension> grouping,
        UsageMeasure measure,
        ChartForm form,
        @Nullable Grain grain,
        TableSort sort,
        @Nullable CallRanking ranking) {

    private static final int DAYS_BY_HOUR = 2;
    private static final int DAYS_BY_DAY = 100;
    private static final int DAYS_BY_WEEK = 400;

    /** More parts of a chart nobody tells apart. */
    private static final int MAX_PARTS = 750;

    /** One's own usage is not filtered by user. */
    public UsageQuery {
        grouping = List.copyOf(grouping);
        if (scope == UsageScope.OWN) {
            filter = filter.with(Attribute.USER, null);
        }
    }

    /** What a page begins with: admins and owners look at the organization. */
    public static UsageQuery initial(Viewer viewer) {
        return new UsageQuery(
                viewer.seesOrganization() ? UsageScope.ORGANIZATION : UsageScope.OWN,
                PeriodPreset.LAST_30_DAYS,
                Comparison.PREVIOUS_PERIOD,
                CallFilter.ALL,
                List.of(Attribute.ENDPOINT),
                UsageMeasure.COST,
                ChartForm.STACKED,
                null,
                TableSort.DEFAULT,
                null);
    }

    /** With whose usage, which days, what they are compared with and the filters of another page. */
    public UsageQuery withFrameOf(UsageQuery other) {
        return new UsageQuery(
                other.scope,
                other.period,
                other.comparison,
                other.filter,
                grouping,
                measure,
                form,
                grain,
                sort,
                ranking);
    }

    /** Whether it is of the same scope and days, compared with the same ones. */
    boolean looksAtTheSameDaysAs(UsageQuery other) {
        return scope == other.scope && period.equals(other.period) && comparison == other.comparison;
    }

    public UsageQuery withScope(UsageScope wanted) {
        return new UsageQuery(wanted, period, comparison, filter, grouping, measure, form, grain, sort, ranking);
    }

    public UsageQuery withPeriod(PeriodChoice wanted) {
        return new UsageQuery(scope, wanted, comparison, filter, grouping, measure, form, grain, sort, ranking);
    }

    public UsageQuery withComparison(@Nullable Comparison wanted) {
        return new UsageQuery(scope, period, wanted, filter, grouping, measure, form, grain, sort, ranking);
    }

    public UsageQuery withFilter(CallFilter wanted) {
        return new UsageQuery(scope, period, comparison, wanted, grouping, measure, form, grain, sort, ranking);
    }

    public UsageQuery withGrouping(List<Dimension> wanted) {
        return new UsageQuery(scope, period, comparison, filter, wanted, measure, form, grain, sort, ranking);
    }

    public UsageQuery withMeasure(UsageMeasure wanted) {
        return new UsageQuery(scope, period, comparison, filter, grouping, wanted, form, grain, sort, ranking);
    }

    public UsageQuery withForm(ChartForm wanted) {
        return new UsageQuery(scope, period, comparison, filter, grouping, measure, wanted, grain, sort, ranking);
    }

    /** @param wanted nothing for what suits the period */
    public UsageQuery withGrain(@Nullable Grain wanted) {
        return new UsageQuery(scope, period, comparison, filter, grouping, measure, form, wanted, sort, ranking);
    }

    public UsageQuery withSort(TableSort wanted) {
        return new UsageQuery(scope, period, comparison, filter, grouping, measure, form, grain, wanted, ranking);
    }

    /** @param wanted none for the newest first */
    public UsageQuery withRanking(@Nullable CallRanking wanted) {
        return new UsageQuery(scope, period, comparison, filter, grouping, measure, form, grain, sort, wanted);
    }

    /** The grain that was chosen, where a chart of the period can be cut so, or one that suits it. */
    public Grain grainOf(Period shown) {
        return grain != null && fits(grain, shown) ? grain : suitable(shown);
    }

    /** Whether a chart of the period can be cut so. */
    public static boolean fits(Grain wanted, Period shown) {
        return wanted.starts(shown).size() <= MAX_PARTS;
    }

    /** Whether hours of it are told apart by themselves. */
    public static boolean isShort(Period shown) {
        return shown.days() <= DAYS_BY_HOUR;
    }

    private static Grain suitable(Period shown) {
        if (isShort(shown)) {
            return Grain.HOUR;
        }
        if (shown.days() <= DAYS_BY_DAY) {
            return Grain.DAY;
        }
        return shown.days() <= DAYS_BY_WEEK ? Grain.WEEK : Grain.MONTH;
    }

    /** Of the calls on show. */
    public CallQuery calls(Period shown) {
        return new CallQuery(scope, shown, filter);
    }

    /** A question about what is on show, compared with nothing. */
    public ReportQuery report(Period shown, Grain cut, List<Dimension> by, List<Measure> measures, int top) {
        return new ReportQuery(scope, shown, cut, by, filter.values(), measures, top);
    }

    /** A question about what is on show, compared as it is asked for; days before all time compare with nothing. */
    public ReportQuery comparedReport(Period shown, Grain cut, List<Dimension> by, List<Measure> measures, int top) {
        return new ReportQuery(scope, shown, cut, by, filter.values(), measures, top, comparisonOf(shown), null);
    }

    /** Nothing where it is compared with nothing, or there are no such days. */
    public @Nullable Comparison comparisonOf(Period shown) {
        if (comparison == null) {
            return null;
        }
        try {
            comparison.before(shown);
            return comparison;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
