package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleTerms;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lists rules that raise alerts, makes, changes, tries and ends them. */
@RestController
@AlertApi
final class AlertRulesController {

    private static final String PATH = "/api/v1/alerts/rules";

    private final CurrentViewer currentViewer;
    private final ManageAlertRulesUseCase rules;

    AlertRulesController(CurrentViewer currentViewer, ManageAlertRulesUseCase rules) {
        this.currentViewer = currentViewer;
        this.rules = rules;
    }

    @Operation(
            summary = "The rules in force",
            description = "What raises alerts besides budgets, by name, and how it stands now. Admins and owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.ORGANIZATION_USAGE)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    AlertRuleResponse.All rules(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        return new AlertRuleResponse.All(
                viewer.organizationId().value(),
                rules.rules(viewer).stream().map(AlertRuleResponse::of).toList());
    }

    @Operation(summary = "A new rule", description = "It is looked at from the window on that is open now. Owners.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @NotByToken
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AlertRuleResponse> create(
            @Valid @RequestBody AlertRuleRequest request, @OrganizationParameter @Nullable String organization) {
        AlertRuleTerms terms = request.terms();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        AlertRuleId id = rules.create(viewer, terms);
        return ResponseEntity.created(URI.create(PATH + "/" + id)).body(found(viewer, id));
    }

    @Operation(
            summary = "Change a rule",
            description = "The new version says all anew, and raises anew what crosses it. Owners.")
    @ApiResponse(responseCode = "200", description = "Changed", useReturnTypeSchema = true)
    @NotByToken
    @PutMapping(
            path = PATH + "/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    AlertRuleResponse change(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Valid @RequestBody AlertRuleRequest request,
            @OrganizationParameter @Nullable String organization) {
        AlertRuleId wanted = id(id);
        AlertRuleTerms terms = request.terms();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        rules.change(viewer, wanted, terms);
        return found(viewer, wanted);
    }

    @Operation(summary = "End a rule", description = "It raises nothing from now on; what it raised stays. Owners.")
    @ApiResponse(responseCode = "204", description = "Ended")
    @NotByToken
    @DeleteMapping(PATH + "/{id}")
    ResponseEntity<Void> end(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        AlertRuleId wanted = id(id);
        rules.end(Parameters.changingViewer(currentViewer, organization), wanted);
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Try a rule on the past",
            description =
                    "When it would have been crossed in the last eight weeks, or in the last two where it counts by the hour."
                            + " Nothing is set. Admins and owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.ORGANIZATION_USAGE)
    @PostMapping(
            path = PATH + "/dry-run",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    AlertRuleResponse.Tried tryOut(
            @Valid @RequestBody AlertRuleRequest request, @OrganizationParameter @Nullable String organization) {
        AlertRuleTerms terms = request.terms();
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        return AlertRuleResponse.Tried.of(rules.tryOut(viewer, terms));
    }

    private AlertRuleResponse found(Viewer viewer, AlertRuleId id) {
        return rules.rules(viewer).stream()
                .filter(standing -> standing.rule().id().equals(id))
                .findFirst()
                .map(AlertRuleResponse::of)
                .orElseThrow(() -> AlertRefusal.NO_SUCH_ALERT_RULE.about(id.toString()));
    }

    private static AlertRuleId id(String id) {
        return new AlertRuleId(Parameters.id(id, "a rule", PATH));
    }
}
