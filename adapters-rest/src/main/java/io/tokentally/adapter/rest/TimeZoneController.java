package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.calendar.ReportingCalendar;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** By whose clocks the organization's days begin, and on which of them its weeks do. */
@RestController
@UsageApi
final class TimeZoneController {

    private static final String PATH = "/api/v1/organization/time-zone";

    private final CurrentViewer currentViewer;
    private final ManageCalendarUseCase calendar;

    TimeZoneController(CurrentViewer currentViewer, ManageCalendarUseCase calendar) {
        this.currentViewer = currentViewer;
        this.calendar = calendar;
    }

    @Operation(
            summary = "The organization's time zone and first day of the week",
            description = "By whose clocks its days begin, and on which of them its weeks do. Everybody.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    TimeZoneResponse timeZone(@OrganizationParameter @Nullable String organization) {
        return response(Parameters.viewer(currentViewer, organization));
    }

    @Operation(
            summary = "Change the time zone and the first day of the week",
            description =
                    "With another zone, sums of all days are made anew; calls that come in wait for that. Owners.")
    @NotByToken
    @PutMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    TimeZoneResponse change(
            @Valid @RequestBody TimeZoneRequest request, @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        try {
            calendar.change(
                    viewer,
                    request.zone(),
                    Objects.requireNonNullElseGet(
                            request.firstDayOfWeek(),
                            () -> calendar.calendar(viewer).firstDayOfWeek()));
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    "zone",
                    "zone must be the IANA name of a region whose days begin on quarter-hours of UTC, such as Europe/Berlin.");
        }
        return response(viewer);
    }

    private TimeZoneResponse response(Viewer viewer) {
        ReportingCalendar found = calendar.calendar(viewer);
        return new TimeZoneResponse(
                viewer.organizationId().value(),
                found.zone().getId(),
                ApiEnumNames.word(found.firstDayOfWeek()),
                found.isConfirmed());
    }

    /** A time zone, and the first day of the week in it. */
    @JsonPropertyOrder({"organization", "zone", "firstDayOfWeek", "confirmed"})
    @Schema(name = "TimeZone")
    record TimeZoneResponse(
            String organization,
            @Schema(example = "Europe/Berlin") String zone,

            @Schema(
                    description = "On which weeks begin",
                    allowableValues = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
            String firstDayOfWeek,

            @Schema(description = "Whether an owner said so; until then, it is UTC, and weeks begin on Monday")
            boolean confirmed) {}
}
