package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageApiTokensUseCase;
import io.tokentally.application.port.out.access.ApiTokens;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.ApiTokenRefusedException.Reason;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Makes, shows and revokes API tokens. The database decides who may. */
@Transactional
public class ManageApiTokensService implements ManageApiTokensUseCase {

    private final ApiTokens tokens;
    private final SecureRandom random;

    public ManageApiTokensService(ApiTokens tokens, SecureRandom random) {
        this.tokens = tokens;
        this.random = random;
    }

    @Override
    public ApiTokenSecret make(Session session, @Nullable OrganizationId organizationId, NewApiToken wanted) {
        requireNoToken(session);
        ApiTokenSecret secret = ApiTokenSecret.random(random);
        tokens.add(session.token(), organizationId, secret, wanted);
        return secret;
    }

    @Override
    @Transactional(readOnly = true)
    public List<ApiToken> tokens(Session session) {
        requireNoToken(session);
        return tokens.own(session);
    }

    @Override
    public void revoke(Session session, UUID id) {
        requireNoToken(session);
        tokens.revoke(session.token(), id);
    }

    @Override
    public int revokeAll(Session session) {
        requireNoToken(session);
        return tokens.revokeAll(session.token());
    }

    @Override
    @Transactional(readOnly = true)
    public List<ApiToken> tokensOfOrganization(Viewer viewer) {
        viewer.requireOwner(OwnerAction.SEE_TOKENS_OF_OTHERS);
        return tokens.ofOrganization(viewer);
    }

    @Override
    public void revokeOf(Viewer viewer, UUID id) {
        viewer.requireOwner(OwnerAction.SEE_TOKENS_OF_OTHERS);
        tokens.revoke(viewer, id);
    }

    private static void requireNoToken(Session session) {
        if (session.scopes() != null) {
            throw new ApiTokenRefusedException(Reason.NOT_BY_TOKEN, "");
        }
    }
}
