package io.tokentally.domain.access;

import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.text.ChosenName;
import java.time.Instant;
import java.util.Set;

/**
 * An API token that somebody wants.
 *
 * @param name what they call it
 * @param scopes what it may do, one at least
 */
public record NewApiToken(String name, Set<Scope> scopes, Instant expiresAt) {

    /** @throws IllegalArgumentException if the name is none, or there is no scope */
    public NewApiToken {
        name = ChosenName.require("name", name, ApiToken.MAX_NAME_LENGTH);
        scopes = Set.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("scopes must be one or more: a token without any could do nothing");
        }
    }
}
