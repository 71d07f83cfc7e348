package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.alert.ManageAlertsUseCase;
import io.tokentally.application.port.in.alert.ManageAlertsUseCase.ChannelDraft;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertMuteId;
import io.tokentally.domain.alert.AlertRefusal;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes, changes and tries channels of alerts, and mutes alerts. */
@RestController
@AlertApi
final class AlertChannelsController {

    private static final String CHANNELS = "/api/v1/alerts/channels";
    private static final String MUTES = "/api/v1/alerts/mutes";

    private final CurrentViewer currentViewer;
    private final ReadAlertsUseCase alerts;
    private final ManageAlertsUseCase management;

    AlertChannelsController(CurrentViewer currentViewer, ReadAlertsUseCase alerts, ManageAlertsUseCase management) {
        this.currentViewer = currentViewer;
        this.alerts = alerts;
        this.management = management;
    }

    @Operation(summary = "A new channel", description = "Alerts are told there from now on. Owners.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @NotByToken
    @PostMapping(
            path = CHANNELS,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AlertResponse.Channel> create(
            @Valid @RequestBody AlertChannelRequest request, @OrganizationParameter @Nullable String organization) {
        ChannelDraft draft = request.draft();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        AlertChannelId id = management.save(viewer, null, draft);
        return ResponseEntity.created(URI.create(CHANNELS + "/" + id))
                .body(AlertResponse.Channel.of(channel(viewer, id)));
    }

    @Operation(
            summary = "Change a channel",
            description = "All is said anew but what is secret, which stays where it is left out. Owners.")
    @ApiResponse(responseCode = "200", description = "Changed", useReturnTypeSchema = true)
    @NotByToken
    @PutMapping(
            path = CHANNELS + "/{id}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    AlertResponse.Channel change(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Valid @RequestBody AlertChannelRequest request,
            @OrganizationParameter @Nullable String organization) {
        AlertChannelId wanted = id(id);
        ChannelDraft draft = request.draft();
        Viewer viewer = owner(organization);
        // None is made by changing one that is not there.
        var unusedFormer = channel(viewer, wanted);
        var unused = management.save(viewer, wanted, draft);
        return AlertResponse.Channel.of(channel(viewer, wanted));
    }

    @Operation(
            summary = "Send a test message",
            description = "By the channel as it is, though it may be off, and tells what came of it. Owners.")
    @ApiResponse(responseCode = "200", description = "It was tried", useReturnTypeSchema = true)
    @NotByToken
    @PostMapping(path = CHANNELS + "/{id}/test", produces = MediaType.APPLICATION_JSON_VALUE)
    AlertResponse.Tested test(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        AlertChannelId wanted = id(id);
        Viewer viewer = owner(organization);
        AlertChannel channel = channel(viewer, wanted);
        return AlertResponse.Tested.of(management.test(
                viewer,
                wanted,
                new ChannelDraft(
                        channel.name(),
                        channel.type(),
                        channel.type().isHook() ? null : channel.address(),
                        null,
                        channel.enabled(),
                        channel.minimum(),
                        channel.kinds(),
                        channel.renotifyHours())));
    }

    @Operation(summary = "What is muted", description = "Until its end. Admins and owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.ORGANIZATION_USAGE)
    @GetMapping(path = MUTES, produces = MediaType.APPLICATION_JSON_VALUE)
    AlertResponse.Mutes mutes(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        return new AlertResponse.Mutes(
                viewer.organizationId().value(),
                alerts.mutes(viewer).stream().map(AlertResponse.Mute::of).toList());
    }

    @Operation(summary = "Mute alerts", description = "They are noted, and nobody is told of them until then. Owners.")
    @ApiResponse(responseCode = "201", description = "Muted", useReturnTypeSchema = true)
    @NotByToken
    @PostMapping(path = MUTES, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AlertResponse.Muted> mute(
            @Valid @RequestBody AlertMuteRequest request, @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        AlertMuteId id = management.mute(
                viewer, request.kind(), request.subject() == null ? Map.of() : request.subject(), request.until());
        return ResponseEntity.status(HttpStatus.CREATED).body(new AlertResponse.Muted(id.toString()));
    }

    @Operation(summary = "End a mute", description = "Whoever is told is told again from now on. Owners.")
    @ApiResponse(responseCode = "204", description = "Ended, or there is no such mute")
    @NotByToken
    @DeleteMapping(MUTES + "/{id}")
    ResponseEntity<Void> unmute(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        AlertMuteId mute = new AlertMuteId(Parameters.id(id, "a mute", MUTES));
        management.unmute(Parameters.changingViewer(currentViewer, organization), mute);
        return ResponseEntity.noContent().build();
    }

    /** Whoever is none hears that, and not whether there is such a channel. */
    private Viewer owner(@Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        viewer.requireOwner(OwnerAction.MANAGE_ALERTS);
        return viewer;
    }

    private AlertChannel channel(Viewer viewer, AlertChannelId id) {
        return management.channels(viewer).stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AlertRefusal.NO_SUCH_ALERT_CHANNEL.about(id.toString()));
    }

    private static AlertChannelId id(String id) {
        return new AlertChannelId(Parameters.id(id, "a channel", CHANNELS));
    }
}
