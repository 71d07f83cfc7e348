package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.PageRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Lists single calls. */
@RestController
@UsageApi
final class UsageCallsController {

    private static final int DEFAULT_LIMIT = 50;

    private final CurrentViewer currentViewer;
    private final ListCallsUseCase listCalls;
    private final TellShutdownUseCase shutdowns;
    private final Clock clock;

    UsageCallsController(
            CurrentViewer currentViewer, ListCallsUseCase listCalls, TellShutdownUseCase shutdowns, Clock clock) {
        this.currentViewer = currentViewer;
        this.listCalls = listCalls;
        this.shutdowns = shutdowns;
        this.clock = clock;
    }

    @Operation(
            summary = "Recent calls",
            description =
                    "Single calls, the newest first, page by page. The whole organization's for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/calls", produces = MediaType.APPLICATION_JSON_VALUE)
    CallsResponse calls(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute CallParameters calls,
            @Valid @ParameterObject @ModelAttribute PageParameters page,
            @OrganizationParameter @Nullable String organization) {
        Period asked = period.period(clock.instant());
        CallQuery query = calls.query(asked);
        PageRequest pageRequest = page.pageRequest();
        Parameters.requireScope(currentViewer, query.scope());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        List<CallResponse> found = listCalls.list(viewer, query, pageRequest).stream()
                .map(call -> CallResponse.of(call, shutdowns.before(call)))
                .toList();
        return new CallsResponse(
                viewer.organizationId().value(),
                PeriodResponse.of(asked),
                listCalls.count(viewer, query),
                pageRequest.offset(),
                pageRequest.limit(),
                found);
    }

    /** Which page is asked for. */
    record PageParameters(
            @Parameter(
                    description = "How many calls to return at most.",
                    schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
            @Min(1)
            @Max(PageRequest.MAX_LIMIT)
            @Refusal("limit must be a whole number from 1 to " + PageRequest.MAX_LIMIT + ", not %s. Leave it out for "
                    + DEFAULT_LIMIT + ".")
            @Nullable
            Integer limit,

            @Parameter(
                    description = "How many calls to skip.",
                    schema = @Schema(type = "integer", minimum = "0", defaultValue = "0"))
            @Min(0)
            @Refusal("offset must be a whole number from 0 to " + Integer.MAX_VALUE + ", not %s. Leave it out for 0.")
            @Nullable
            Integer offset) {

        PageRequest pageRequest() {
            return new PageRequest(
                    Objects.requireNonNullElse(offset, 0), Objects.requireNonNullElse(limit, DEFAULT_LIMIT));
        }
    }
}
