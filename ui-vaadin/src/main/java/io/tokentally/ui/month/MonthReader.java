package io.tokentally.ui.month;

import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsageServices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks for the figures of a month. */
final class MonthReader {

    /** What else there is is told together. */
    private static final int TOP = 10;

    private final UsageServices services;
    private final ExplainChangeUseCase changes;

    MonthReader(UsageServices services, ExplainChangeUseCase changes) {
        this.services = services;
        this.changes = changes;
    }

    MonthFigures read(ShownUsage usage) {
        Report days = services.report(
                usage,
                usage.query()
                        .comparedReport(
                                usage.period(), Grain.DAY, List.of(), List.of(Measure.COST, Measure.FAILED_COST), 1));
        Map<Attribute, Report> breakdowns = new LinkedHashMap<>();
        dimensions(usage).forEach(dimension -> breakdowns.put(dimension, breakdown(usage, dimension)));
        return withChange(new MonthFigures(usage, days, breakdowns, null, 0));
    }

    /** One's own usage has one user. */
    private static List<Attribute> dimensions(ShownUsage usage) {
        return usage.showsOrganization()
                ? List.of(Attribute.ENDPOINT, Attribute.MODEL, Attribute.USER, Attribute.KEY)
                : List.of(Attribute.ENDPOINT, Attribute.MODEL, Attribute.KEY);
    }

    private Report breakdown(ShownUsage usage, Attribute dimension) {
        return services.report(
                usage,
                usage.query().report(usage.period(), Grain.TOTAL, List.of(dimension), List.of(Measure.COST), TOP));
    }

    private MonthFigures withChange(MonthFigures figures) {
        if (figures.total().totals().requests() + figures.before().totals().requests() == 0) {
            return figures;
        }
        ShownUsage usage = figures.usage();
        try {
            CostChange change = changes.explain(
                    usage.viewer(),
                    new ChangeQuery(usage.query().scope(), usage.period(), Map.of(), Comparison.MONTH_BEFORE));
            return new MonthFigures(usage, figures.days(), figures.breakdowns(), change, 0);
        } catch (TooManyCallsException e) {
            return new MonthFigures(usage, figures.days(), figures.breakdowns(), null, e.most());
        }
    }
}
