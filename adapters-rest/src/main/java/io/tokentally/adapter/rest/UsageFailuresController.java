package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.report.UndeclaredTagException;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells what failed. */
@RestController
@UsageApi
final class UsageFailuresController {

    private final CurrentViewer currentViewer;
    private final TellFailuresUseCase tellFailures;
    private final Periods periods;

    UsageFailuresController(CurrentViewer currentViewer, TellFailuresUseCase tellFailures, Periods periods) {
        this.currentViewer = currentViewer;
        this.tellFailures = tellFailures;
        this.periods = periods;
    }

    @Operation(
            summary = "What failed",
            description =
                    "Failed calls by kind of failure, HTTP status, model and endpoint, those with the most calls first. The whole organization's for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/failures", produces = MediaType.APPLICATION_JSON_VALUE)
    FailuresResponse failures(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute UsageParameters usage,
            @Valid @ParameterObject @ModelAttribute FailureParameters failures,
            @OrganizationParameter @Nullable String organization) {
        Parameters.requireScope(currentViewer, usage.scopeAsked());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        FailureQuery query = failures.query(periods.of(viewer, period), usage);
        try {
            return FailuresResponse.of(viewer, tellFailures.failures(viewer, query));
        } catch (UndeclaredTagException e) {
            throw UnitQuestionFaults.of(e);
        }
    }
}
