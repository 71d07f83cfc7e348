package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.Session.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads which API token is to be made. */
final class TokenRequest {

    private static final List<String> FIELDS = List.of("name", "scopes", "expiresAt");

    private TokenRequest() {}

    static NewApiToken read(InputStream body) throws IOException {
        JsonBody json = JsonBody.read(body, FIELDS);
        Set<Scope> scopes = scopes(json.node("scopes"));
        var expiresAt = json.required("expiresAt", Parameters::instant);
        return json.required("name", name -> new NewApiToken(name, scopes, expiresAt));
    }

    private static Set<Scope> scopes(JsonNode node) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (node.isArray()) {
            node.valueStream().map(TokenRequest::scope).forEach(scopes::add);
        }
        if (scopes.isEmpty()) {
            throw refused();
        }
        return scopes;
    }

    private static Scope scope(JsonNode node) {
        return Stream.of(Scope.values())
                .filter(scope -> node.isString() && ApiEnumNames.word(scope).equals(node.asString()))
                .findAny()
                .orElseThrow(TokenRequest::refused);
    }

    private static InvalidParameterException refused() {
        return new InvalidParameterException(
                "scopes",
                "scopes must be an array of one or more of %s."
                        .formatted(Stream.of(Scope.values())
                                .map(ApiEnumNames::word)
                                .collect(Collectors.joining(", "))));
    }

    /** The body as the description shows it. */
    @Schema(
            name = "TokenRequest",
            requiredProperties = {"name", "scopes", "expiresAt"})
    record Body(
            @Schema(description = "What you call it", example = "nightly report", maxLength = ApiToken.MAX_NAME_LENGTH)
            String name,

            @ArraySchema(
                    minItems = 1,
                    uniqueItems = true,
                    schema =
                            @Schema(
                                    description = "What it may do, as far as you may",
                                    allowableValues = {
                                        "own_usage",
                                        "organization_usage",
                                        "prices",
                                        "keys",
                                        "members",
                                        "metrics"
                                    }))
            List<String> scopes,

            @Schema(format = "date-time", description = "From when on it is refused, a year from now at most")
            String expiresAt) {}
}
