package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.report.UndeclaredTagException;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Answers questions about usage. */
@RestController
@UsageApi
final class UsageReportController {

    private final CurrentViewer currentViewer;
    private final ReportUsageUseCase reportUsage;
    private final Periods periods;

    UsageReportController(CurrentViewer currentViewer, ReportUsageUseCase reportUsage, Periods periods) {
        this.currentViewer = currentViewer;
        this.reportUsage = reportUsage;
        this.periods = periods;
    }

    @Operation(
            summary = "A report",
            description =
                    "Measures by up to two dimensions, cut over time, filtered. The whole organization's for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/report", produces = MediaType.APPLICATION_JSON_VALUE)
    ReportResponse report(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute UsageParameters usage,
            @Valid @ParameterObject @ModelAttribute ReportParameters report,
            @OrganizationParameter @Nullable String organization) {
        Parameters.requireScope(currentViewer, usage.scopeAsked());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        ReportQuery query = report.query(periods.of(viewer, period), usage);
        try {
            return ReportResponse.of(viewer, reportUsage.report(viewer, query));
        } catch (UndeclaredTagException e) {
            String parameter = query.by().contains(e.tag()) ? "by" : "tag";
            throw new InvalidParameterException(parameter, "%s: %s".formatted(parameter, e.getMessage()));
        } catch (TooManyCallsException e) {
            throw new InvalidParameterException("measures", """
                    measures: how long the calls of somebody took is looked up in the calls, of at most %d. \
                    Ask for fewer days, for fewer people or by people alone, or leave the times out.""".formatted(e.most()));
        }
    }
}
