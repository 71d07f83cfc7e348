package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lists invitations, makes them and revokes them. */
@RestController
@MemberApi
final class InvitationsController {

    private static final String PATH = "/api/v1/invitations";

    private final CurrentViewer currentViewer;
    private final ManageInvitationsUseCase invitations;
    private final ApiAddress address;

    InvitationsController(
            CurrentViewer currentViewer, ManageInvitationsUseCase invitations, ObjectProvider<ApiAddress> address) {
        this.currentViewer = currentViewer;
        this.invitations = invitations;
        this.address = address.getIfAvailable(() -> new ApiAddress(""));
    }

    @Operation(summary = "The invitations", description = "The newest first, whatever has become of them. Owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.MEMBERS)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    InvitationResponse.All invitations(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return new InvitationResponse.All(
                viewer.organizationId().value(),
                invitations.invitations(viewer).stream()
                        .map(InvitationResponse::of)
                        .toList());
    }

    @Operation(
            summary = "Invite somebody",
            description =
                    "For a week. The link goes by mail; where no mail is set up, the answer tells it this once. A link"
                            + " made before for the same address opens nothing any more. Owners.")
    @ApiResponse(responseCode = "201", description = "Invited", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "502",
            description = "The mail could not be sent, and nobody was invited",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @NeedsScope(Scope.MEMBERS)
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<InvitationResponse.Made> invite(
            @Valid @RequestBody InvitationRequest request, @OrganizationParameter @Nullable String organization) {
        Invited invited = invitations.invite(
                Parameters.changingViewer(currentViewer, organization), request.address(), request.role());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new InvitationResponse.Made(
                        invited.id().toString(),
                        invited.address().value(),
                        invited.link().map(link -> link.under(address.url())).orElse(null)));
    }

    @Operation(summary = "Revoke an invitation", description = "Its link opens nothing from now on. Owners.")
    @ApiResponse(responseCode = "204", description = "Revoked")
    @NeedsScope(Scope.MEMBERS)
    @DeleteMapping(PATH + "/{id}")
    ResponseEntity<Void> revoke(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        invitations.revoke(
                Parameters.changingViewer(currentViewer, organization), Parameters.id(id, "an invitation", PATH));
        return ResponseEntity.noContent().build();
    }
}
