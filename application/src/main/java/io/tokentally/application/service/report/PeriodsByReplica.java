package io.tokentally.application.service.report;

import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.application.port.out.report.ReportsReplica.Answer;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Sums of periods, which a replica may answer; today's are the database's own, for people watch them grow. */
public final class PeriodsByReplica
        implements SummarizeUsageUseCase,
                ReportUsageUseCase,
                ExplainChangeUseCase,
                PriceAlternativesUseCase,
                TellFailuresUseCase {

    private static final Duration DAY = Duration.ofDays(1);

    private final SummarizeUsageUseCase summaries;
    private final ReportUsageUseCase reports;
    private final ExplainChangeUseCase changes;
    private final PriceAlternativesUseCase alternatives;
    private final TellFailuresUseCase failures;
    private final ReportsReplica replica;
    private final Clock clock;

    /**
     * @param summaries begins its transaction itself
     * @param reports begins its transaction itself
     * @param changes begins its transaction itself
     * @param alternatives begins its transaction itself
     * @param failures begins its transaction itself
     */
    public PeriodsByReplica(
            SummarizeUsageUseCase summaries,
            ReportUsageUseCase reports,
            ExplainChangeUseCase changes,
            PriceAlternativesUseCase alternatives,
            TellFailuresUseCase failures,
            ReportsReplica replica,
            Clock clock) {
        this.summaries = summaries;
        this.reports = reports;
        this.changes = changes;
        this.alternatives = alternatives;
        this.failures = failures;
        this.replica = replica;
        this.clock = clock;
    }

    @Override
    public UsageSummary summarize(Viewer viewer, UsageScope scope, Period period) {
        Answer<UsageSummary> answer = answer(viewer, period, () -> summaries.summarize(viewer, scope, period));
        return answer.value().withAsOf(answer.asOf());
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        Answer<Report> answer = answer(viewer, query.period(), () -> reports.report(viewer, query));
        return answer.value().withAsOf(answer.asOf());
    }

    @Override
    public CostChange explain(Viewer viewer, ChangeQuery query) {
        Answer<CostChange> answer = answer(viewer, query.period(), () -> changes.explain(viewer, query));
        return answer.value().withAsOf(answer.asOf());
    }

    @Override
    public WhatIf whatIf(Viewer viewer, WhatIfQuery query) {
        Answer<WhatIf> answer = answer(viewer, query.period(), () -> alternatives.whatIf(viewer, query));
        return answer.value().withAsOf(answer.asOf());
    }

    @Override
    public FailureReport failures(Viewer viewer, FailureQuery query) {
        Answer<FailureReport> answer = answer(viewer, query.period(), () -> failures.failures(viewer, query));
        return answer.value().withAsOf(answer.asOf());
    }

    private <T> Answer<T> answer(Viewer viewer, Period period, Supplier<T> question) {
        boolean isLive = period.from().isAfter(clock.instant().minus(DAY));
        return isLive ? Answer.ofNow(question.get()) : replica.answer(viewer, question);
    }
}
