package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.whatif.WhatIfQuery;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells what calls would cost otherwise. */
@RestController
@UsageApi
final class WhatIfController {

    private final CurrentViewer currentViewer;
    private final PriceAlternativesUseCase alternatives;
    private final Periods periods;

    WhatIfController(CurrentViewer currentViewer, PriceAlternativesUseCase alternatives, Periods periods) {
        this.currentViewer = currentViewer;
        this.alternatives = alternatives;
        this.periods = periods;
    }

    @Operation(
            summary = "What calls would cost otherwise",
            description =
                    "The calls of a period by today's prices: as another model, on batch or flex, with a discount, without cache. Of the same quantities, each alternative by itself. The whole organization's for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/what-if", produces = MediaType.APPLICATION_JSON_VALUE)
    WhatIfResponse whatIf(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute UsageParameters usage,
            @Valid @ParameterObject @ModelAttribute WhatIfParameters whatIf,
            @OrganizationParameter @Nullable String organization) {
        Parameters.requireScope(currentViewer, usage.scopeAsked());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        WhatIfQuery query = whatIf.query(periods.of(viewer, period), usage);
        try {
            return WhatIfResponse.of(viewer, alternatives.whatIf(viewer, query), whatIf.most());
        } catch (UndeclaredTagException e) {
            throw UnitQuestionFaults.of(e);
        } catch (TooManyCallsException e) {
            throw UnitQuestionFaults.of(e);
        }
    }
}
