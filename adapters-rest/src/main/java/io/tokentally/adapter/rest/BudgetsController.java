package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetChangeRefusal;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetRefusedException;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.CallTraits;
import io.tokentally.domain.budget.TriedBudget;
import io.tokentally.domain.calendar.ReportingCalendar;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lists budgets, makes, changes, tries and ends them. */
@RestController
@BudgetApi
final class BudgetsController {

    private static final String PATH = "/api/v1/budgets";
    private static final String ONE = PATH + "/{id}";

    private final CurrentViewer currentViewer;
    private final ManageBudgetsUseCase budgets;
    private final ManageCalendarUseCase calendar;
    private final Clock clock;

    BudgetsController(
            CurrentViewer currentViewer, ManageBudgetsUseCase budgets, ManageCalendarUseCase calendar, Clock clock) {
        this.currentViewer = currentViewer;
        this.budgets = budgets;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Operation(
            summary = "The budgets in force",
            description = "With what is used of them, by name. Members see those that bind them.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE, Scope.BUDGETS})
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    BudgetResponse.All budgets(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        Standings standings = new Standings(viewer);
        return new BudgetResponse.All(
                viewer.organizationId().value(),
                budgets.list(viewer).stream()
                        .map(budget -> standings.response(budget, BudgetResponse.USES_IN_LIST))
                        .toList());
    }

    @Operation(
            summary = "A new budget",
            description = "It holds at once, and what was spent in its window before counts. Owners.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @NeedsScope(Scope.BUDGETS)
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BudgetResponse> create(
            @Valid @RequestBody BudgetRequest request, @OrganizationParameter @Nullable String organization) {
        BudgetTerms terms = request.terms();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        BudgetId id = budgets.create(viewer, terms);
        return ResponseEntity.created(URI.create(PATH + "/" + id)).body(response(viewer, id));
    }

    @Operation(
            summary = "A budget with its history",
            description =
                    "What was used in each window, and for admins and owners what it said and since when. They see it"
                            + " though it was ended.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE, Scope.BUDGETS})
    @GetMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
    BudgetResponse.One budget(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        BudgetId wanted = id(id);
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        BudgetResponse found = response(viewer, wanted);
        return BudgetResponse.One.of(
                viewer.organizationId().value(),
                found,
                budgets.history(viewer, wanted),
                budgets.versions(viewer, wanted));
    }

    @Operation(summary = "Change a budget", description = "The new version says all anew, and holds at once. Owners.")
    @ApiResponse(responseCode = "200", description = "Changed", useReturnTypeSchema = true)
    @NeedsScope(Scope.BUDGETS)
    @PutMapping(path = ONE, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    BudgetResponse change(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Valid @RequestBody BudgetRequest request,
            @OrganizationParameter @Nullable String organization) {
        BudgetId wanted = id(id);
        BudgetTerms terms = request.terms();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        budgets.change(viewer, wanted, terms);
        return response(viewer, wanted);
    }

    @Operation(summary = "End a budget", description = "It binds nobody from now on, and stays in the history. Owners.")
    @ApiResponse(responseCode = "204", description = "Ended")
    @NeedsScope(Scope.BUDGETS)
    @DeleteMapping(ONE)
    ResponseEntity<Void> end(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        BudgetId wanted = id(id);
        budgets.end(Parameters.changingViewer(currentViewer, organization), wanted);
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Try a budget on past calls",
            description = "What it would have seen in its last " + ManageBudgetsUseCase.TRIED_WINDOWS
                    + " windows, the running one with them, and what it would have refused; and the dearest call that"
                    + " it would never let out. Nothing is set. Owners; a token"
                    + " needs organization_usage, too.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.BUDGETS)
    @PostMapping(
            path = PATH + "/dry-run",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    BudgetResponse.DryRun tryOut(
            @Valid @RequestBody BudgetRequest request, @OrganizationParameter @Nullable String organization) {
        BudgetTerms terms = request.terms();
        // Which looks at everybody's calls; without it, it would find none.
        Parameters.requireScope(currentViewer, UsageScope.ORGANIZATION);
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return BudgetResponse.DryRun.of(
                viewer.organizationId().value(),
                terms,
                new TriedBudget(terms.measure(), budgets.tryOut(viewer, terms)),
                budgets.tooDear(viewer, terms).orElse(null));
    }

    @Operation(
            summary = "Which budgets bind a call",
            description =
                    "Of the budgets that the viewer sees, those that are for such a call, with what is used of the amounts"
                            + " that it counts for.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE, Scope.BUDGETS})
    @GetMapping(path = PATH + "/effective", produces = MediaType.APPLICATION_JSON_VALUE)
    BudgetResponse.Effective effective(
            @ParameterObject @ModelAttribute EffectiveParameters parameters,
            @OrganizationParameter @Nullable String organization) {
        CallTraits call = parameters.call();
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        Standings standings = new Standings(viewer);
        return new BudgetResponse.Effective(
                viewer.organizationId().value(),
                budgets.list(viewer).stream()
                        .filter(budget -> call.by(budget.terms().selector()) != CallTraits.Bound.NEVER)
                        .map(budget -> BudgetResponse.Binding.of(
                                call.by(budget.terms().selector()), standings.response(budget, call)))
                        .toList());
    }

    private BudgetResponse response(Viewer viewer, BudgetId id) {
        return budgets.find(viewer, id)
                .map(budget -> new Standings(viewer).response(budget, Integer.MAX_VALUE))
                .orElseThrow(() -> new BudgetRefusedException(
                        BudgetChangeRefusal.NO_SUCH_BUDGET,
                        "There is no budget '%s' that you may know of. Find its id with %s.".formatted(id, PATH)));
    }

    private static BudgetId id(String id) {
        try {
            return BudgetId.of(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    "id", "id: it must be the id of a budget. Find it with %s.".formatted(PATH));
        }
    }

    /** What is used of the viewer's budgets now. */
    private final class Standings {

        private final List<BudgetUse> uses;
        private final ReportingCalendar days;
        private final Instant now = clock.instant();

        Standings(Viewer viewer) {
            uses = budgets.uses(viewer);
            days = calendar.calendar(viewer);
        }

        BudgetResponse response(Budget budget, int most) {
            return response(budget, BudgetStanding.of(budget, uses), most);
        }

        /** With those amounts alone that the call counts for. */
        BudgetResponse response(Budget budget, CallTraits call) {
            List<BudgetStanding> counted = BudgetStanding.of(budget, uses).stream()
                    .filter(standing -> call.mayCountForAmount(budget.terms(), standing.subject()))
                    .toList();
            return response(budget, counted, BudgetResponse.USES_IN_LIST);
        }

        private BudgetResponse response(Budget budget, List<BudgetStanding> standings, int most) {
            Instant resetsAt = budget.endedAt() == null
                    ? BudgetStanding.resetsAt(budget.terms(), now, days).orElse(null)
                    : null;
            return BudgetResponse.of(budget, standings, resetsAt, most);
        }
    }
}
