package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells which calls were refused before they went to a provider. */
@RestController
@UsageApi
final class RefusedCallsController {

    private static final String PATH = "/api/v1/usage/refused-calls";

    private final CurrentViewer currentViewer;
    private final ReadRefusedCallsUseCase refusedCalls;
    private final Periods periods;

    RefusedCallsController(CurrentViewer currentViewer, ReadRefusedCallsUseCase refusedCalls, Periods periods) {
        this.currentViewer = currentViewer;
        this.refusedCalls = refusedCalls;
        this.periods = periods;
    }

    @Operation(
            summary = "Refused calls",
            description =
                    "How many calls with your keys were refused before they went to a provider, and why. With all keys of the organization for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    RefusedCallsResponse refusedCalls(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @Valid @ParameterObject @ModelAttribute RefusedCallsParameters parameters,
            @ParameterObject @ModelAttribute ScopeParameters scope,
            @OrganizationParameter @Nullable String organization) {
        Viewer viewer = viewer(scope.asked(), organization);
        RefusalQuery query = parameters.query(scope.asked(), periods.of(viewer, period));
        return RefusedCallsResponse.of(viewer.organizationId().value(), refusedCalls.report(viewer, query));
    }

    @Operation(
            summary = "The newest refused calls",
            description =
                    "The newest refused calls with your keys, of the last hundred of the organization. With all its keys for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = PATH + "/samples", produces = MediaType.APPLICATION_JSON_VALUE)
    RefusedCallSamplesResponse samples(
            @ParameterObject @ModelAttribute ScopeParameters scope,
            @OrganizationParameter @Nullable String organization) {
        Viewer viewer = viewer(scope.asked(), organization);
        return RefusedCallSamplesResponse.of(
                viewer.organizationId().value(), refusedCalls.samples(viewer, scope.asked()));
    }

    private Viewer viewer(UsageScope scope, @Nullable String organization) {
        Parameters.requireScope(currentViewer, scope);
        return Parameters.viewer(currentViewer, organization);
    }
}
