package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.report.UndeclaredTagException;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Explains what made the cost of a period another. */
@RestController
@UsageApi
final class UsageChangeController {

    private final CurrentViewer currentViewer;
    private final ExplainChangeUseCase explainChange;
    private final Periods periods;

    UsageChangeController(CurrentViewer currentViewer, ExplainChangeUseCase explainChange, Periods periods) {
        this.currentViewer = currentViewer;
        this.explainChange = explainChange;
        this.periods = periods;
    }

    @Operation(
            summary = "What made the cost another",
            description =
                    "The difference of a period's cost and that of earlier days, by causes that add up to it to the last digit. The whole organization's for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/change", produces = MediaType.APPLICATION_JSON_VALUE)
    ChangeResponse change(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute UsageParameters usage,
            @Valid @ParameterObject @ModelAttribute ChangeParameters change,
            @OrganizationParameter @Nullable String organization) {
        Parameters.requireScope(currentViewer, usage.scopeAsked());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        ChangeQuery query = change.query(periods.of(viewer, period), usage);
        try {
            return ChangeResponse.of(viewer, explainChange.explain(viewer, query), change.cells());
        } catch (UndeclaredTagException e) {
            throw UnitQuestionFaults.of(e);
        } catch (TooManyCallsException e) {
            throw UnitQuestionFaults.of(e);
        }
    }
}
