package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.retention.ManageRetentionUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.retention.CallRetention;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How long the organization keeps single calls. */
@RestController
@UsageApi
final class RetentionController {

    private static final String PATH = "/api/v1/organization/retention";

    private final CurrentViewer currentViewer;
    private final ManageRetentionUseCase retention;

    RetentionController(CurrentViewer currentViewer, ManageRetentionUseCase retention) {
        this.currentViewer = currentViewer;
        this.retention = retention;
    }

    @Operation(
            summary = "How long calls are kept",
            description = "And until when they are sealed and removed. Their sums are kept for ever. Everybody.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Kept retention(@OrganizationParameter @Nullable String organization) {
        return kept(Parameters.viewer(currentViewer, organization));
    }

    @Operation(
            summary = "Say how long calls are kept",
            description = "Older ones are removed within a day, and do not come back; their sums stay. Owners.")
    @NotByToken
    @PutMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    Kept keep(@Valid @RequestBody RetentionRequest request, @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        retention.keepFor(viewer, request.months());
        return kept(viewer);
    }

    private Kept kept(Viewer viewer) {
        CallRetention found = retention.retention(viewer);
        return new Kept(viewer.organizationId().value(), found.months(), found.sealedUntil(), found.removedUntil());
    }

    /** How long calls are kept. */
    @JsonPropertyOrder({"organization", "months", "sealedUntil", "removedUntil"})
    @Schema(name = "Retention")
    record Kept(
            String organization,

            @Schema(
                    types = {"integer", "null"},
                    description = "Whole months beside the current one, in UTC; null for ever")
            @Nullable
            Integer months,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time",
                    description = "What was called before does not change any more; null where nothing is sealed")
            @Nullable
            Instant sealedUntil,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time",
                    description = "Calls before are gone, and their sums are there; null where none is gone")
            @Nullable
            Instant removedUntil) {}
}
