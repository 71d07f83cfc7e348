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
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
    private final Periods periods;

    UsageCallsController(
            CurrentViewer currentViewer,
            ListCallsUseCase listCalls,
            TellShutdownUseCase shutdowns,
            ManageRetentionUseCase retention,
            Periods periods) {
        this.currentViewer = currentViewer;
        this.listCalls = listCalls;
        this.shutdowns = shutdowns;
        this.retention = retention;
        this.periods = periods;
    }

    @Operation(
            summary = "Calls",
            description =
                    "Single calls, the newest first, page by page: each call comes once, whatever is added meanwhile."
                            + " Or the hundred that cost the most or took the longest; there is no other order."
                            + " The whole organization's for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/calls", produces = MediaType.APPLICATION_JSON_VALUE)
    CallsResponse calls(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute UsageParameters usage,
            @Valid @ParameterObject @ModelAttribute PageParameters page,
            @OrganizationParameter @Nullable String organization) {
        page.requireNoOffset();
        Parameters.requireScope(currentViewer, usage.scopeAsked());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        Period asked = periods.of(viewer, period);
        CallQuery query = usage.query(asked);
        CallCursor cursor = new CallCursor(viewer.organizationId(), query);
        int limit = Objects.requireNonNullElse(page.limit(), DEFAULT_LIMIT);
        CallRanking ranking = page.ranking();
        List<UsageRecord> found =
                ranking == null ? older(viewer, query, page.last(cursor), limit) : top(viewer, query, ranking, limit);
        boolean endsHere = ranking != null || found.size() < limit;
        return new CallsResponse(
                viewer.organizationId().value(),
                PeriodResponse.of(asked),
                TagFilters.found(() -> listCalls.count(viewer, query)),
                limit,
                retention.retention(viewer).removedUntil(),
                found.stream().map(this::response).toList(),
                endsHere ? null : cursor.behind(found.getLast().id()));
    }

    private List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit) {
        return TagFilters.found(() -> listCalls.older(viewer, query, than, limit));
    }

    private List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking, int limit) {
        try {
            return listCalls.top(viewer, query, ranking).stream().limit(limit).toList();
        } catch (TooManyCallsException e) {
            throw new InvalidParameterException("order", """
                    order: which of somebody's calls stand out is found among at most %d. Ask for fewer days, for fewer people, \
                    or for everybody.""".formatted(e.most()));
        }
    }

    @Operation(
            summary = "One call",
            description =
                    "By its id, with all attempts of the same call that are known. One's own, or for admins and owners any of"
                            + " the organization's; 404 for all others.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/calls/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    CallResponse call(
            @Parameter(description = "The call's id.", schema = @Schema(type = "string", format = "uuid")) @PathVariable
                    String id,
            @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return CallCursor.id(id)
                .flatMap(wanted -> listCalls.find(viewer, wanted))
                .map(found -> CallResponse.of(found, shutdowns.before(found), attempts(viewer, found)))
                .orElseThrow(() -> new UnknownCallException(
                        "There is no call of that id in %s that you may see. Take the id from the list of calls."
                                .formatted(viewer.organizationId())));
    }

    private List<UsageRecord> attempts(Viewer viewer, UsageRecord found) {
        CallId call = found.trace().attempt().call();
        return call == null ? List.of() : listCalls.attempts(viewer, call, found.createdAt());
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

            @Parameter(
                    description = "newest, or the calls that stand out: at most " + CallRanking.MOST
                            + " that cost the most (dearest) or took"
                            + " the longest (slowest), the greatest first, without a cursor.",
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"newest", "dearest", "slowest"},
                                    defaultValue = "newest"))
            @Nullable
            String order,

            @Parameter(hidden = true) @Nullable String offset) {

        private static final String NEWEST = "newest";

        /** None for the newest. */
        @Nullable
        CallRanking ranking() {
            if (order == null || order.isEmpty() || order.equals(NEWEST)) {
                return null;
            }
            CallRanking ranking = ApiEnumNames.constant(CallRanking.class, order)
                    .orElseThrow(
                            () -> new InvalidParameterException(
                                    "order",
                                    "order must be newest, dearest or slowest; calls are listed in no other. Leave it out for newest."));
            if (cursor != null && !cursor.isEmpty()) {
                throw new InvalidParameterException(
                        "cursor", "cursor goes on with the newest calls, and with no other order. Leave it out.");
            }
            return ranking;
        }

        /** The call to go on behind; none to begin with the newest. */
        @Nullable
        UsageRecordId last(CallCursor cursors) {
            return cursor == null || cursor.isEmpty() ? null : cursors.read(cursor);
        }

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
