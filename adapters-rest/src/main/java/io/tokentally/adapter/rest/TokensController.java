package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageApiTokensUseCase;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Session.Scope;
import jakarta.validation.Valid;
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

/** Lists API tokens, makes them and revokes them. */
@RestController
@TokenApi
final class TokensController {

    private static final String OWN = "/api/v1/tokens";
    private static final String A_TOKEN = "a token, and not the token";
    private static final String OF_ORGANIZATION = "/api/v1/organization/tokens";

    private final CurrentViewer currentViewer;
    private final ManageApiTokensUseCase tokens;

    TokensController(CurrentViewer currentViewer, ManageApiTokensUseCase tokens) {
        this.currentViewer = currentViewer;
        this.tokens = tokens;
    }

    @Operation(summary = "Your tokens", description = "Those that have not ended, the newest first.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NotByToken
    @GetMapping(path = OWN, produces = MediaType.APPLICATION_JSON_VALUE)
    TokenResponse.All own() {
        return TokenResponse.All.of(tokens.tokens(currentViewer.session()));
    }

    @Operation(
            summary = "A new token",
            description = "Makes a token that acts for you in one organization, and tells it this once. 50 at most.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    @NotByToken
    @PostMapping(path = OWN, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TokenResponse.Made> make(
            @Valid @RequestBody TokenRequest request, @OrganizationParameter @Nullable String organization) {
        NewApiToken wanted = request.wanted();
        OrganizationId organizationId = wanted.scopes().contains(Scope.METRICS)
                ? null
                : Parameters.changingViewer(currentViewer, organization).organizationId();
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(TokenResponse.Made.of(
                        wanted, organizationId, tokens.make(currentViewer.session(), organizationId, wanted)));
    }

    @Operation(summary = "Revoke a token", description = "Refuses one of yours from now on, and for good.")
    @ApiResponse(responseCode = "204", description = "Revoked")
    @NotByToken
    @DeleteMapping(OWN + "/{id}")
    ResponseEntity<Void> revoke(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id) {
        tokens.revoke(currentViewer.session(), Parameters.id(id, A_TOKEN, OWN));
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "The organization's tokens",
            description = "Whose programs act in the organization, and what they may do. Owners.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NotByToken
    @GetMapping(path = OF_ORGANIZATION, produces = MediaType.APPLICATION_JSON_VALUE)
    TokenResponse.All ofOrganization(@OrganizationParameter @Nullable String organization) {
        return TokenResponse.All.of(tokens.tokensOfOrganization(Parameters.viewer(currentViewer, organization)));
    }

    @Operation(
            summary = "Revoke a token of the organization",
            description = "Refuses somebody's token from now on, and for good. Owners.")
    @ApiResponse(responseCode = "204", description = "Revoked")
    @NotByToken
    @DeleteMapping(OF_ORGANIZATION + "/{id}")
    ResponseEntity<Void> revokeOfOrganization(
            @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable("id") String id,
            @OrganizationParameter @Nullable String organization) {
        tokens.revokeOf(
                Parameters.changingViewer(currentViewer, organization), Parameters.id(id, A_TOKEN, OF_ORGANIZATION));
        return ResponseEntity.noContent().build();
    }
}
