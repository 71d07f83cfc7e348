package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.adapter.rest.KeyResponse.Beside;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.ReplacedKeyEnd;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lists virtual keys, makes, renames, replaces and revokes them. */
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
        Map<VirtualKeyId, VirtualKeyId> replaced = manageKeys.replaced(viewer);
        Map<VirtualKeyId, VirtualKeyId> successors =
                replaced.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        return new KeyResponse.All(
                viewer.organizationId().value(),
                manageKeys.keys(viewer).stream()
                        .map(key -> KeyResponse.of(
                                key,
                                new Beside(oldHashes.get(key.id()), replaced.get(key.id()), successors.get(key.id())),
                                clock.instant()))
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
        return told(issued, null);
    }

    private ResponseEntity<KeyResponse> told(IssuedKey issued, @Nullable VirtualKeyId replaces) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(KeyResponse.of(issued, replaces, clock.instant()));
    }

    @Operation(
            summary = "Rename a key",
            description =
                    "Its calls keep being counted under it. Everybody their own, owners all of the organization's.")
    @ApiResponse(responseCode = "204", description = "Renamed")
    @NeedsScope(Scope.KEYS)
    @PatchMapping(path = PATH + "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> rename(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Valid @RequestBody KeyRenameRequest request,
            @OrganizationParameter @Nullable String organization) {
        String name = request.chosen();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        manageKeys.rename(viewer, known(viewer, id), name);
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Replace a key by another",
            description = "Makes a key with the same rules and for the same holder, good for as long as the one that it"
                    + " replaces, and tells it this once. That one goes on working as long as is said. Everybody their own,"
                    + " owners those of services.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @NeedsScope(Scope.KEYS)
    @PostMapping(
            path = PATH + "/{id}/rotate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyResponse> rotate(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @Valid @RequestBody KeyRotationRequest request,
            @OrganizationParameter @Nullable String organization) {
        ReplacedKeyEnd end = request.end();
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        VirtualKeyId replaced = known(viewer, id);
        return told(manageKeys.rotate(viewer, replaced, end), replaced);
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
        manageKeys.revoke(viewer, known(viewer, id));
        return ResponseEntity.noContent().build();
    }

    private VirtualKeyId known(Viewer viewer, String id) {
        return manageKeys.keys(viewer).stream()
                .map(key -> key.id())
                .filter(known -> known.value().equals(Parameters.id(id, "a key, and not the key", PATH)))
                .findAny()
                .orElseThrow(
                        () -> new UnknownKeyException("There is no key %s that you may know of. Find its id with %s."
                                .formatted(InvalidParameterException.quote(id), PATH)));
    }
}
