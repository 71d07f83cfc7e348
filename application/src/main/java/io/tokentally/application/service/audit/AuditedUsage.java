package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ExportCallsUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads usage as others do, and first writes down who takes calls along, and who looks at what others used. That is a
 * transaction of its own, which has ended before the reading begins: a long export holds up nobody who writes to the log.
 */
public class AuditedUsage
        implements ListCallsUseCase,
                ExportCallsUseCase,
                SummarizeUsageUseCase,
                ReportUsageUseCase,
                ExplainChangeUseCase,
                PriceAlternativesUseCase,
                TellFailuresUseCase,
                ReadRefusedCallsUseCase {

    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT);

    private static final String CALLS = "calls";
    private static final String REFUSED_CALLS = "refused_calls";

    private final ListCallsUseCase calls;
    private final ExportCallsUseCase exports;
    private final SummarizeUsageUseCase summaries;
    private final ReportUsageUseCase reports;
    private final ExplainChangeUseCase changes;
    private final PriceAlternativesUseCase alternatives;
    private final TellFailuresUseCase failures;
    private final ReadRefusedCallsUseCase refusedCalls;
    private final AuditSteps audit;
    private final LooksAtOthers looks;

    public AuditedUsage(
            ListCallsUseCase calls,
            ExportCallsUseCase exports,
            SummarizeUsageUseCase summaries,
            ReportUsageUseCase reports,
            ExplainChangeUseCase changes,
            PriceAlternativesUseCase alternatives,
            TellFailuresUseCase failures,
            ReadRefusedCallsUseCase refusedCalls,
            AuditSteps audit,
            LooksAtOthers looks) {
        this.calls = calls;
        this.exports = exports;
        this.summaries = summaries;
        this.reports = reports;
        this.changes = changes;
        this.alternatives = alternatives;
        this.failures = failures;
        this.refusedCalls = refusedCalls;
        this.audit = audit;
        this.looks = looks;
    }

    @Override
    public List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking) {
        noteReport(viewer, query.scope(), CALLS);
        return calls.top(viewer, query, ranking);
    }

    @Override
    public List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit) {
        noteReport(viewer, query.scope(), CALLS);
        return calls.older(viewer, query, than, limit);
    }

    /** Whose it is shows when it is found; it is handed over once that is written down. */
    @Override
    public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
        Optional<UsageRecord> found = calls.find(viewer, id);
        noteOthers(viewer, found.stream());
        return found;
    }

    @Override
    public List<UsageRecord> attempts(Viewer viewer, CallId call, Instant near) {
        List<UsageRecord> found = calls.attempts(viewer, call, near);
        noteOthers(viewer, found.stream());
        return found;
    }

    private void noteOthers(Viewer viewer, Stream<UsageRecord> found) {
        if (found.anyMatch(call -> !call.attribution().userId().equals(viewer.userId()))) {
            noteReport(viewer, UsageScope.ORGANIZATION, CALLS);
        }
    }

    @Override
    public long count(Viewer viewer, CallQuery query) {
        return calls.count(viewer, query);
    }

    @Override
    public UsageSummary summarize(Viewer viewer, UsageScope scope, Period period) {
        noteReport(viewer, scope, "summary");
        return summaries.summarize(viewer, scope, period);
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        noteReport(viewer, query.scope(), LooksAtOthers.REPORT);
        return reports.report(viewer, query);
    }

    @Override
    public CostChange explain(Viewer viewer, ChangeQuery query) {
        noteReport(viewer, query.scope(), LooksAtOthers.REPORT);
        return changes.explain(viewer, query);
    }

    @Override
    public WhatIf whatIf(Viewer viewer, WhatIfQuery query) {
        noteReport(viewer, query.scope(), LooksAtOthers.REPORT);
        return alternatives.whatIf(viewer, query);
    }

    @Override
    public FailureReport failures(Viewer viewer, FailureQuery query) {
        noteReport(viewer, query.scope(), LooksAtOthers.REPORT);
        return failures.failures(viewer, query);
    }

    @Override
    public RefusalReport report(Viewer viewer, RefusalQuery query) {
        noteReport(viewer, query.scope(), REFUSED_CALLS);
        return refusedCalls.report(viewer, query);
    }

    @Override
    public List<RefusedCall> samples(Viewer viewer, UsageScope scope) {
        noteReport(viewer, scope, REFUSED_CALLS);
        return refusedCalls.samples(viewer, scope);
    }

    @Override
    public void export(Viewer viewer, CallQuery query, Consumer<UsageRecord> sink) {
        viewer.requireMayLook(query.scope());
        audit.ownAct(
                viewer,
                AuditAction.USAGE_EXPORTED,
                "export",
                "calls",
                Map.of(
                        "scope", query.scope().name().toLowerCase(Locale.ROOT),
                        "from", word(query.period().firstDay(), query.period().since(), query.period()),
                        "to", word(query.period().lastDay(), query.period().end(), query.period()),
                        "zone", query.period().zone().getId()));
        exports.export(viewer, query, sink);
    }

    /** A day, or the time of it that is the end of what was read. */
    private static String word(LocalDate day, @Nullable Instant time, Period period) {
        return time == null ? day.toString() : time.atZone(period.zone()).format(TO_THE_MINUTE);
    }

    private void noteReport(Viewer viewer, UsageScope scope, String kind) {
        viewer.requireMayLook(scope);
        if (scope == UsageScope.ORGANIZATION) {
            looks.note(viewer, kind);
        }
    }
}
