package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Says what was used and what it cost. */
@RestController
@UsageApi
final class UsageSummaryController {

    private final CurrentViewer currentViewer;
    private final SummarizeUsageUseCase summarizeUsage;
    private final Periods periods;

    UsageSummaryController(CurrentViewer currentViewer, SummarizeUsageUseCase summarizeUsage, Periods periods) {
        this.currentViewer = currentViewer;
        this.summarizeUsage = summarizeUsage;
        this.periods = periods;
    }

    @Operation(
            summary = "Your usage",
            description = "What you used in an organization in a period, and what it cost. Members, admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    SummaryResponse own(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @OrganizationParameter @Nullable String organization) {
        return summarize(UsageScope.OWN, period, organization);
    }

    @Operation(
            summary = "The organization's usage",
            description = "What everybody in an organization used in a period, and what it cost. Admins and owners.")
    @NeedsScope(Scope.ORGANIZATION_USAGE)
    @GetMapping(path = "/api/v1/usage/organization/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    SummaryResponse organization(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @OrganizationParameter @Nullable String organization) {
        return summarize(UsageScope.ORGANIZATION, period, organization);
    }

    private SummaryResponse summarize(UsageScope scope, PeriodParameters period, @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return SummaryResponse.of(viewer, scope, summarizeUsage.summarize(viewer, scope, periods.of(viewer, period)));
    }
}
