package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.calendar.ManageTimeZoneUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingZone;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** By whose clocks the organization's days begin. */
@RestController
@UsageApi
final class TimeZoneController {

    private static final String PATH = "/api/v1/organization/time-zone";

    private final CurrentViewer currentViewer;
    private final ManageTimeZoneUseCase timeZone;

    TimeZoneController(CurrentViewer currentViewer, ManageTimeZoneUseCase timeZone) {
        this.currentViewer = currentViewer;
        this.timeZone = timeZone;
    }

    @Operation(summary = "The organization's time zone", description = "By whose clocks its days begin. Everybody.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    TimeZoneResponse timeZone(@OrganizationParameter @Nullable String organization) {
        return response(Parameters.viewer(currentViewer, organization));
    }

    @Operation(
            summary = "Change the time zone",
            description = "Sums of all days are made anew; calls that come in wait for that. Owners.")
    @NotByToken
    @PutMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    TimeZoneResponse change(
            @Valid @RequestBody TimeZoneRequest request, @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        try {
            timeZone.change(viewer, request.zone());
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    "zone",
                    "zone must be the IANA name of a region whose days begin on quarter-hours of UTC, such as Europe/Berlin.");
        }
        return response(viewer);
    }

    private TimeZoneResponse response(Viewer viewer) {
        ReportingZone found = timeZone.timeZone(viewer);
        return new TimeZoneResponse(
                viewer.organizationId().value(), found.zone().getId(), found.isConfirmed());
    }

    /** A time zone. */
    @JsonPropertyOrder({"organization", "zone", "confirmed"})
    @Schema(name = "TimeZone")
    record TimeZoneResponse(
            String organization,
            @Schema(example = "Europe/Berlin") String zone,

            @Schema(description = "Whether an owner said so; until then, it is UTC")
            boolean confirmed) {}
}
