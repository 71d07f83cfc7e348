package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.key.ManageProviderKeysUseCase;
import io.tokentally.application.port.in.key.TestProviderKeyUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Stores the organization's own keys with providers, tests and forgets them. No key ever comes out. */
@RestController
@KeyApi
final class ProviderKeysController {

    private static final String PATH = "/api/v1/provider-keys";

    private final CurrentViewer currentViewer;
    private final ManageProviderKeysUseCase manageProviderKeys;
    private final TestProviderKeyUseCase testProviderKey;

    ProviderKeysController(
            CurrentViewer currentViewer,
            ManageProviderKeysUseCase manageProviderKeys,
            TestProviderKeyUseCase testProviderKey) {
        this.currentViewer = currentViewer;
        this.manageProviderKeys = manageProviderKeys;
        this.testProviderKey = testProviderKey;
    }

    @Operation(
            summary = "The providers' keys",
            description = "Which are stored, without the keys, and the upstreams that they are stored for. Owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.KEYS)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ProviderKeyResponse.All stored(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        List<ReachableUpstream> upstreams = manageProviderKeys.upstreams(viewer);
        return new ProviderKeyResponse.All(
                viewer.organizationId().value(),
                upstreams.stream().map(upstream -> upstream.name().value()).toList(),
                upstreams.stream().map(ProviderKeyResponse.Upstream::of).toList(),
                manageProviderKeys.stored(viewer).stream()
                        .map(ProviderKeyResponse::of)
                        .toList());
    }

    @Operation(
            summary = "Store a provider's key",
            description = "Encrypts it, and puts it in place of the one before if there is one. Owners.")
    @ApiResponse(responseCode = "204", description = "Stored")
    @NeedsScope(Scope.KEYS)
    @PutMapping(path = PATH + "/{provider}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> store(
            @Parameter(example = "openai") @PathVariable("provider") String provider,
            @Valid @RequestBody ProviderKeyRequest request,
            @OrganizationParameter @Nullable String organization) {
        manageProviderKeys.store(
                Parameters.changingViewer(currentViewer, organization), named(provider), request.secret());
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Test a provider's key",
            description =
                    "Asks the provider whether it knows the key, by a request that costs nothing, for ten seconds at most, and"
                            + " keeps what came of it. Owners.")
    @ApiResponse(responseCode = "200", description = "Tested, whatever came of it", useReturnTypeSchema = true)
    @NeedsScope(Scope.KEYS)
    @PostMapping(path = PATH + "/{provider}/test", produces = MediaType.APPLICATION_JSON_VALUE)
    ProviderKeyResponse.Test test(
            @Parameter(example = "openai") @PathVariable("provider") String provider,
            @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        return ProviderKeyResponse.Test.of(testProviderKey.test(viewer, stored(viewer, provider)));
    }

    @Operation(summary = "Forget a provider's key", description = "Callers need one of their own from now on. Owners.")
    @ApiResponse(responseCode = "204", description = "Forgotten")
    @NeedsScope(Scope.KEYS)
    @DeleteMapping(PATH + "/{provider}")
    ResponseEntity<Void> remove(
            @Parameter(example = "openai") @PathVariable("provider") String provider,
            @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        manageProviderKeys.remove(viewer, stored(viewer, provider));
        return ResponseEntity.noContent().build();
    }

    private Provider stored(Viewer viewer, String provider) {
        Provider named = named(provider);
        if (manageProviderKeys.stored(viewer).stream()
                .noneMatch(key -> key.provider().equals(named))) {
            throw new UnknownKeyException("No key is stored for %s. Find those that are with %s."
                    .formatted(InvalidParameterException.quote(provider), PATH));
        }
        return named;
    }

    private static Provider named(String provider) {
        return InvalidParameterException.refusedBy(
                "provider", "Find its name with " + PATH + ".", () -> new Provider(provider));
    }
}
