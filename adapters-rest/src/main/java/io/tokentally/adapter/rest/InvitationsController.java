package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RestController;

/** Lists invitations, makes them and revokes them. */
@RestController
@MemberApi
final class InvitationsController {

    private static final String PATH = "/api/v1/invitations";
    private static final String ADDRESS = "address";

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
                            + " made before for the same address opens nothing any more. Owners.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = InvitationResponse.Body.class))))
    @ApiResponse(responseCode = "201", description = "Invited", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "502",
            description = "The mail could not be sent, and nobody was invited",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @NeedsScope(Scope.MEMBERS)
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<InvitationResponse.Made> invite(
            InputStream body, @OrganizationParameter @Nullable String organization) throws IOException {
        JsonBody json = JsonBody.read(body, List.of(ADDRESS, RoleField.NAME));
        EmailAddress invitee = json.required(ADDRESS, EmailAddress::new);
        Role role = RoleField.of(json);
        Invited invited = invitations.invite(Parameters.changingViewer(currentViewer, organization), invitee, role);
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
        invitations.revoke(Parameters.changingViewer(currentViewer, organization), uuid(id));
        return ResponseEntity.noContent().build();
    }

    private static UUID uuid(String id) {
        return InvalidParameterException.refusedBy("id", "Find it with " + PATH + ".", () -> {
            try {
                return UUID.fromString(id);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("it must be the id of an invitation", e);
            }
        });
    }
}
