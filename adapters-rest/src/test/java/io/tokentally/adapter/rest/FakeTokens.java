package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.ManageApiTokensUseCase;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.ApiTokenRefusedException.Reason;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens of one person in one organization, in memory. */
final class FakeTokens implements ManageApiTokensUseCase {

    static final ApiTokenSecret SECRET = ApiTokenSecret.random(new Random(1));

    private final List<ApiToken> tokens = new ArrayList<>();

    void reset() {
        tokens.clear();
    }

    @Override
    public ApiTokenSecret make(Session session, @Nullable OrganizationId organizationId, NewApiToken wanted) {
        tokens.addFirst(new ApiToken(
                new UUID(0, tokens.size() + 1L),
                session.person(),
                organizationId,
                wanted.name(),
                wanted.scopes(),
                RestTestApplication.NOW,
                wanted.expiresAt(),
                null));
        return SECRET;
    }

    @Override
    public List<ApiToken> tokens(Session session) {
        return List.copyOf(tokens);
    }

    @Override
    public void revoke(Session session, UUID id) {
        if (!tokens.removeIf(token -> token.id().equals(id))) {
            throw new ApiTokenRefusedException(Reason.NO_SUCH_TOKEN, "");
        }
    }

    @Override
    public int revokeAll(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ApiToken> tokensOfOrganization(Viewer viewer) {
        viewer.requireOwner(OwnerAction.SEE_TOKENS_OF_OTHERS);
        return List.copyOf(tokens);
    }

    @Override
    public void revokeOf(Viewer viewer, UUID id) {
        viewer.requireOwner(OwnerAction.SEE_TOKENS_OF_OTHERS);
        revoke(viewer, id);
    }

    private void revoke(Viewer viewer, UUID id) {
        if (!tokens.removeIf(
                token -> token.id().equals(id) && viewer.organizationId().equals(token.organizationId()))) {
            throw new ApiTokenRefusedException(Reason.NO_SUCH_TOKEN, "");
        }
    }
}
