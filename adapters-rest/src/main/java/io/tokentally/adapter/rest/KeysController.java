package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** Lists virtual keys, makes them and revokes them. */
@RestController
@KeyApi
final class KeysController {

    private static final String PATH = "/api/v1/keys";

    private final CurrentViewer currentViewer;
    private final ManageKeysUseCase manageKeys;
    private final Clock clock;

    KeysController(CurrentViewer currentViewer, ManageKeysUseCase manageKeys, Clock clock) {
        this.currentViewer = currentViewer;
        this.manageKeys = manageKeys;
        this.clock = clock;
    }

    @Operation(
            summary = "The keys",
            description = "The newest first. Members see their own, admins and owners the organization's.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.KEYS)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    KeyResponse.All keys(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        Map<VirtualKeyId, Instant> oldHashes = manageKeys.oldHashes(viewer);
        return new KeyResponse.All(
                viewer.organizationId().value(),
                manageKeys.keys(viewer).stream()
                        .map(key -> KeyResponse.of(key, oldHashes.get(key.id()), clock.instant()))
                        .toList());
    }

    @Operation(
            summary = "A new key",
            description = "Makes a key and tells it this once. Every member for themselves, owners for services, too.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @NeedsScope(Scope.KEYS)
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyResponse> issue(
            @Valid @RequestBody KeyRequest request, @OrganizationParameter @Nullable String organization) {
        NewKey wanted = request.wanted();
        UserId service = request.serviceId();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        IssuedKey issued = service == null
                ? manageKeys.issue(viewer, wanted)
                : manageKeys.issueForService(viewer, service, wanted);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(KeyResponse.of(issued, clock.instant()));
    }

    @Operation(
            summary = "Revoke a key",
            description =
                    "Refuses it from now on, and for good. Everybody their own, owners all of the organization's.")
    @ApiResponse(responseCode = "204", description = "Revoked")
    @NeedsScope(Scope.KEYS)
    @DeleteMapping(PATH + "/{id}")
    ResponseEntity<Void> revoke(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        VirtualKeyId keyId = manageKeys.keys(viewer).stream()
                .map(key -> key.id())
                .filter(known -> known.value().equals(Parameters.id(id, "a key, and not the key", PATH)))
                .findAny()
                .orElseThrow(
                        () -> new UnknownKeyException("There is no key %s that you may know of. Find its id with %s."
                                .formatted(InvalidParameterException.quote(id), PATH)));
        manageKeys.revoke(viewer, keyId);
        return ResponseEntity.noContent().build();
    }
}
