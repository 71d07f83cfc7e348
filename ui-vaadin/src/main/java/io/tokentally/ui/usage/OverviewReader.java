package io.tokentally.ui.usage;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for the figures of the overview: over time, the month, and by what usage is made of. */
final class OverviewReader {

    private final UsageServices services;

    OverviewReader(UsageServices services) {
        this.services = services;
    }

    /** What it also looks for news of: beside the organization's what is one's own, and beside one's own the organization's. */
    static List<ReportQuery> alsoTold(ShownUsage usage) {
        if (!usage.viewer().seesOrganization()) {
            return List.of();
        }
        UsageQuery query = usage.query();
        UsageScope other = usage.showsOrganization() ? UsageScope.OWN : UsageScope.ORGANIZATION;
        return List.of(query.withScope(other).report(usage.period(), Grain.TOTAL, List.of(), List.of(Measure.COST), 1));
    }

    OverviewFigures read(ShownUsage usage, MatchingCalls found, @Nullable Figures other) {
        Map<Dimension, Report> breakdowns = new LinkedHashMap<>();
        dimensions(usage).forEach(dimension -> breakdowns.put(dimension, breakdown(usage, dimension)));
        return new OverviewFigures(usage, found, overTime(usage), breakdowns, other, month(usage));
    }

    private Report overTime(ShownUsage usage) {
        UsageQuery query = usage.query();
        return services.report(
                usage,
                query.comparedReport(
                        usage.period(),
                        query.grainOf(usage.period()),
                        query.grouping().stream().limit(1).toList(),
                        List.of(Measure.COST),
                        SeriesData.MOST_COLORS));
    }

    /** Of a model that is filtered by its versions; one's own usage has one user. */
    private static List<Dimension> dimensions(ShownUsage usage) {
        boolean ofOneModel = usage.query().filter().values().containsKey(Attribute.MODEL);
        return List.of(
                Attribute.ENDPOINT,
                ofOneModel ? Attribute.SNAPSHOT : Attribute.MODEL,
                usage.showsOrganization() ? Attribute.USER : Attribute.KEY);
    }

    private Report breakdown(ShownUsage usage, Dimension dimension) {
        return breakdown(usage, dimension, Breakdown.top(usage.query().sort()));
    }

    Report breakdown(ShownUsage usage, Dimension dimension, int top) {
        return services.report(
                usage,
                usage.query()
                        .report(
                                usage.period(),
                                Grain.TOTAL,
                                List.of(dimension),
                                List.of(Breakdown.measure(usage.query().sort())),
                                top));
    }

    private MonthToDate month(ShownUsage usage) {
        LocalDate today = LocalDate.ofInstant(usage.now(), usage.zone());
        Period days = MonthToDate.period(today, usage.period());
        return MonthToDate.of(
                services.report(usage, usage.query().report(days, Grain.DAY, List.of(), List.of(Measure.COST), 1)),
                today);
    }
}
