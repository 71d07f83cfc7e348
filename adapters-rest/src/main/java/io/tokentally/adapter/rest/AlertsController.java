package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.alert.ManageAlertsUseCase;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what was raised, where it is told and whether that arrived. */
@RestController
@AlertApi
final class AlertsController {

    private static final String PATH = "/api/v1/alerts";
    private static final String CHANNELS = PATH + "/channels";

    private final CurrentViewer currentViewer;
    private final ReadAlertsUseCase alerts;
    private final ManageAlertsUseCase management;

    AlertsController(CurrentViewer currentViewer, ReadAlertsUseCase alerts, ManageAlertsUseCase management) {
        this.currentViewer = currentViewer;
        this.alerts = alerts;
        this.management = management;
    }

    @Operation(
            summary = "The alerts",
            description = "The newest first. Members see what concerns them, admins and owners all.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    AlertResponse.All alerts(
            @Valid @ParameterObject @ModelAttribute AlertParameters parameters,
            @OrganizationParameter @Nullable String organization) {
        AlertFilter filter = parameters.filter();
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return new AlertResponse.All(
                viewer.organizationId().value(),
                alerts.countUnseen(viewer),
                alerts.find(viewer, filter).stream().map(AlertResponse::of).toList());
    }

    @Operation(
            summary = "What was sent of an alert",
            description =
                    "By which channels, and whether it arrived; nothing for an alert that is none. Admins and owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.ORGANIZATION_USAGE)
    @GetMapping(path = PATH + "/{id}/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
    AlertResponse.Deliveries deliveries(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        AlertEventId event = new AlertEventId(Parameters.id(id, "an alert", PATH));
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        return new AlertResponse.Deliveries(
                event.toString(),
                alerts.deliveries(viewer, event).stream()
                        .map(AlertResponse.Delivery::of)
                        .toList());
    }

    @Operation(
            summary = "Send once more",
            description = "Has what was sent, or given up, sent once more by the same channel. Owners.")
    @ApiResponse(responseCode = "201", description = "It is sent", useReturnTypeSchema = true)
    @NotByToken
    @PostMapping(path = PATH + "/deliveries/{id}/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AlertResponse.Replay> replay(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        AlertDeliveryId delivery = new AlertDeliveryId(Parameters.id(id, "a delivery", PATH + "/{id}/deliveries"));
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new AlertResponse.Replay(
                        management.replay(viewer, delivery).toString()));
    }

    @Operation(summary = "Where alerts are told", description = "Without what is secret of it. Admins and owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.ORGANIZATION_USAGE)
    @GetMapping(path = CHANNELS, produces = MediaType.APPLICATION_JSON_VALUE)
    AlertResponse.Channels channels(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        return new AlertResponse.Channels(
                viewer.organizationId().value(),
                management.channels(viewer).stream()
                        .map(AlertResponse.Channel::of)
                        .toList());
    }

    @Operation(
            summary = "Remove a channel",
            description = "Alerts are told there no more, and its address is forgotten. Owners.")
    @ApiResponse(responseCode = "204", description = "Removed")
    @NotByToken
    @DeleteMapping(CHANNELS + "/{id}")
    ResponseEntity<Void> remove(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        AlertChannelId channel = new AlertChannelId(Parameters.id(id, "a channel", CHANNELS));
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        management.remove(viewer, channel);
        return ResponseEntity.noContent().build();
    }
}
