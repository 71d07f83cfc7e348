package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.key.ManageKeyPolicyUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the organization's owners have laid down for virtual keys. */
@RestController
@KeyApi
final class KeyPolicyController {

    private static final String PATH = "/api/v1/key-policy";

    private final CurrentViewer currentViewer;
    private final ManageKeyPolicyUseCase managePolicy;

    KeyPolicyController(CurrentViewer currentViewer, ManageKeyPolicyUseCase managePolicy) {
        this.currentViewer = currentViewer;
        this.managePolicy = managePolicy;
    }

    @Operation(
            summary = "What keys may do",
            description = "As a rule, and at most where they are members' own. Everybody.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.KEYS)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Laid policy(@OrganizationParameter @Nullable String organization) {
        return laid(Parameters.viewer(currentViewer, organization));
    }

    private Laid laid(Viewer viewer) {
        OrganizationKeyPolicy policy = managePolicy.policy(viewer);
        return new Laid(
                viewer.organizationId().value(),
                KeyPolicyJson.of(policy.usual()),
                policy.ceiling() == null ? null : KeyPolicyJson.of(policy.ceiling()),
                policy.mostKeys(),
                policy.mostDays());
    }

    @Operation(
            summary = "Lay down what keys may do",
            description = "Replaces what was laid down. A ceiling holds at once, for members' keys that there are too."
                    + " Owners.")
    @ApiResponse(responseCode = "200", description = "Laid down", useReturnTypeSchema = true)
    @NeedsScope(Scope.KEYS)
    @PutMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Laid> layDown(
            @Valid @RequestBody OrganizationKeyPolicyRequest request,
            @OrganizationParameter @Nullable String organization) {
        OrganizationKeyPolicy policy = request.policy();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        managePolicy.layDown(viewer, policy);
        return ResponseEntity.ok(laid(viewer));
    }

    /** What is laid down. */
    @JsonPropertyOrder({"organization", "usual", "ceiling", "mostKeys", "mostDays"})
    @Schema(name = "OrganizationKeyPolicy")
    record Laid(
            String organization,

            @Schema(description = "What a key may do if whoever makes it says nothing else")
            KeyPolicyJson usual,

            @Schema(description = "The most that members' own keys may do; null if nothing is laid down") @Nullable
            KeyPolicyJson ceiling,

            @Schema(
                    types = {"integer", "null"},
                    description = "How many keys of their own a member may have; null for the installation's limit")
            @Nullable
            Integer mostKeys,

            @Schema(
                    types = {"integer", "null"},
                    description =
                            "How many days members' own new keys are good for at most, and good for if nothing is said; null for"
                                    + " ever")
            @Nullable
            Integer mostDays) {}
}
