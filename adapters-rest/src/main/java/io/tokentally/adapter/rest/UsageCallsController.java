package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.retention.ManageRetentionUseCase;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists single calls. */
@RestController
@UsageApi
final class UsageCallsController {

    private static final int DEFAULT_LIMIT = 50;

    private final CurrentViewer currentViewer;
    private final ListCallsUseCase listCalls;
    private final TellShutdownUseCase shutdowns;
    private final ManageRetentionUseCase retention;
    private final Clock clock;

    UsageCallsController(
            CurrentViewer currentViewer,
            ListCallsUseCase listCalls,
            TellShutdownUseCase shutdowns,
            ManageRetentionUseCase retention,
            Clock clock) {
        this.currentViewer = currentViewer;
        this.listCalls = listCalls;
        this.shutdowns = shutdowns;
        this.retention = retention;
        this.clock = clock;
    }

    @Operation(
            summary = "Recent calls",
            description =
                    "Single calls, the newest first, page by page: each call comes once, whatever is added meanwhile."
                            + " The whole organization's for admins and owners. There is no other order.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/calls", produces = MediaType.APPLICATION_JSON_VALUE)
    CallsResponse calls(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute CallParameters calls,
            @Valid @ParameterObject @ModelAttribute PageParameters page,
            @OrganizationParameter @Nullable String organization) {
        page.requireNoOffset();
        Period asked = period.period(clock.instant());
        CallQuery query = calls.query(asked);
        Parameters.requireScope(currentViewer, query.scope());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        CallCursor cursor = new CallCursor(viewer.organizationId(), query);
        UsageRecordId last = page.cursor() == null || page.cursor().isEmpty() ? null : cursor.read(page.cursor());
        int limit = Objects.requireNonNullElse(page.limit(), DEFAULT_LIMIT);
        List<UsageRecord> found = listCalls.older(viewer, query, last, limit);
        return new CallsResponse(
                viewer.organizationId().value(),
                PeriodResponse.of(asked),
                listCalls.count(viewer, query),
                limit,
                retention.retention(viewer).removedUntil(),
                found.stream().map(this::response).toList(),
                found.size() < limit ? null : cursor.behind(found.getLast().id()));
    }

    @Operation(
            summary = "One call",
            description =
                    "By its id. One's own, or for admins and owners any of the organization's; 404 for all others.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/calls/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    CallResponse call(
            @Parameter(description = "The call's id.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return CallCursor.id(id)
                .flatMap(wanted -> listCalls.find(viewer, wanted))
                .map(this::response)
                .orElseThrow(() -> new UnknownCallException(
                        "There is no call of that id in %s that you may see. Take the id from the list of calls."
                                .formatted(viewer.organizationId())));
    }

    private CallResponse response(UsageRecord call) {
        return CallResponse.of(call, shutdowns.before(call));
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
                    description =
                            "The nextCursor of the page before, with the same parameters but for limit; without it"
                                    + " the newest calls come.",
                    schema = @Schema(type = "string"))
            @Nullable
            String cursor,

            @Parameter(hidden = true) @Nullable String offset) {

        /** Whoever still counts calls would get the first page again and again. */
        void requireNoOffset() {
            if (offset != null && !offset.isEmpty()) {
                throw new InvalidParameterException(
                        "offset",
                        "offset is not known any more, for calls that come in shift it. Give the nextCursor of the page before"
                                + " as cursor.");
            }
        }
    }
}
