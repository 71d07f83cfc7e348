package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lists the organization's members, changes their roles and puts them out. */
@RestController
@MemberApi
final class MembersController {

    private static final String PATH = "/api/v1/members";

    private final CurrentViewer currentViewer;
    private final ManageMembersUseCase members;

    MembersController(CurrentViewer currentViewer, ManageMembersUseCase members) {
        this.currentViewer = currentViewer;
        this.members = members;
    }

    @Operation(summary = "The members", description = "Everybody in the organization, by name. Owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.MEMBERS)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    MemberResponse.All members(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return new MemberResponse.All(
                viewer.organizationId().value(),
                members.members(viewer).stream().map(MemberResponse::of).toList());
    }

    @Operation(
            summary = "Change a member's role",
            description = "Holds from now on, and ends the member's other sessions. Somebody stays owner. Owners.")
    @ApiResponse(responseCode = "204", description = "Changed")
    @NeedsScope(Scope.MEMBERS)
    @PutMapping(path = PATH + "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> changeRole(
            @Parameter(description = "As in the list of members") @PathVariable("id") String id,
            @Valid @RequestBody RoleRequest request,
            @OrganizationParameter @Nullable String organization) {
        members.changeRole(Parameters.changingViewer(currentViewer, organization), userId(id), request.role());
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Put a member out",
            description = "Their keys are refused from now on; their usage stays. Somebody stays owner. Owners.")
    @ApiResponse(responseCode = "204", description = "Put out")
    @NeedsScope(Scope.MEMBERS)
    @DeleteMapping(PATH + "/{id}")
    ResponseEntity<Void> remove(
            @Parameter(description = "As in the list of members") @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        members.remove(Parameters.changingViewer(currentViewer, organization), userId(id));
        return ResponseEntity.noContent().build();
    }

    private static UserId userId(String id) {
        return InvalidParameterException.refusedBy("id", "Find it with " + PATH + ".", () -> new UserId(id));
    }
}
