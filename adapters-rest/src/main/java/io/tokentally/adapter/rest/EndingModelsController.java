package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says which of the models in use are shut down. */
@RestController
@UsageApi
final class EndingModelsController {

    private final CurrentViewer currentViewer;
    private final WatchModelEndsUseCase modelEnds;
    private final Clock clock;

    EndingModelsController(CurrentViewer currentViewer, WatchModelEndsUseCase modelEnds, Clock clock) {
        this.currentViewer = currentViewer;
        this.modelEnds = modelEnds;
        this.clock = clock;
    }

    @Operation(
            summary = "Your models that end",
            description =
                    "The models that you used in the last 30 days and that their provider shuts down, the earliest first, with what the replacement would have cost. Members, admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/ending-models", produces = MediaType.APPLICATION_JSON_VALUE)
    EndingModelsResponse own(@OrganizationParameter @Nullable String organization) {
        return ending(UsageScope.OWN, organization);
    }

    @Operation(
            summary = "The organization's models that end",
            description =
                    "The models that anybody in an organization used in the last 30 days and that their provider shuts down, the earliest first, with what the replacement would have cost. Admins and owners.")
    @NeedsScope(Scope.ORGANIZATION_USAGE)
    @GetMapping(path = "/api/v1/usage/organization/ending-models", produces = MediaType.APPLICATION_JSON_VALUE)
    EndingModelsResponse organization(@OrganizationParameter @Nullable String organization) {
        return ending(UsageScope.ORGANIZATION, organization);
    }

    private EndingModelsResponse ending(UsageScope scope, @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return EndingModelsResponse.of(viewer, modelEnds.ending(viewer, scope), clock.instant());
    }
}
