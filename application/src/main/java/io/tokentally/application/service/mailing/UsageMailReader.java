package io.tokentally.application.service.mailing;

import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.service.mailing.MailedUsage.Group;
import io.tokentally.application.service.mailing.MailedUsage.Part;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.BindingBudgets;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks what stands in a mail, as the person whom it is for would ask. */
public final class UsageMailReader {

    private static final int TOP = 5;
    private static final int MOST_BUDGETS = 10;

    private static final List<Measure> MEASURES =
            List.of(Measure.COST, Measure.REQUESTS, Measure.FAILURES, Measure.UNPRICED, Measure.TOTAL_TOKENS);

    private final ReportUsageUseCase reports;
    private final ManageBudgetsUseCase budgets;

    public UsageMailReader(ReportUsageUseCase reports, ManageBudgetsUseCase budgets) {
        this.reports = reports;
        this.budgets = budgets;
    }

    MailedUsage read(Viewer reader, Period period) {
        return new MailedUsage(
                part(reader, UsageScope.OWN, period),
                reader.seesOrganization() ? part(reader, UsageScope.ORGANIZATION, period) : null,
                new BindingBudgets(budgets.list(reader), budgets.uses(reader))
                        .ofPerson(reader.userId()).stream().limit(MOST_BUDGETS).toList());
    }

    private Part part(Viewer reader, UsageScope scope, Period period) {
        Comparison comparison = isMonth(period) ? Comparison.MONTH_BEFORE : Comparison.PREVIOUS_PERIOD;
        Report all = reports.report(reader, query(scope, period, List.of(), comparison));
        Report before = all.compared();
        return new Part(
                all.total().totals(),
                (before == null ? Figures.NONE : before.total()).totals(),
                groups(reader, scope, period, Attribute.MODEL),
                groups(reader, scope, period, Attribute.ENDPOINT));
    }

    private List<Group> groups(Viewer reader, UsageScope scope, Period period, Attribute by) {
        return reports.report(reader, query(scope, period, List.of(by), null)).rows().stream()
                .map(row -> new Group(
                        row.isOther() ? null : row.values().getFirst(),
                        row.figures().totals()))
                .toList();
    }

    private static ReportQuery query(
            UsageScope scope, Period period, List<Dimension> by, @Nullable Comparison comparison) {
        return new ReportQuery(scope, period, Grain.TOTAL, by, Map.of(), MEASURES, TOP, comparison, null);
    }

    static boolean isMonth(Period period) {
        return period.firstDay().getDayOfMonth() == 1
                && period.lastDay().plusDays(1).getDayOfMonth() == 1;
    }
}
