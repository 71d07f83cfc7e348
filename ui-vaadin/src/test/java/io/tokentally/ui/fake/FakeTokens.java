package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.ManageApiTokensUseCase;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.ApiTokenRefusedException.Reason;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API tokens of everybody, which nobody uses. */
public final class FakeTokens implements ManageApiTokensUseCase {

    /** The text of every one. */
    public static final ApiTokenSecret SECRET = ApiTokenSecret.random(new Random(1));

    private final List<ApiToken> tokens = new ArrayList<>();
    private int most = ApiToken.MAX_PER_PERSON;

    public void reset() {
        tokens.clear();
        most = ApiToken.MAX_PER_PERSON;
    }

    public List<ApiToken> all() {
        return List.copyOf(tokens);
    }

    public void setMost(int atMost) {
        most = atMost;
    }

    public void hold(Person holder, @Nullable OrganizationId organizationId, NewApiToken wanted) {
        tokens.addFirst(new ApiToken(
                new UUID(0, tokens.size() + 1L),
                holder,
                organizationId,
                wanted.name(),
                wanted.scopes(),
                BrowserlessApplication.NOW,
                wanted.expiresAt(),
                null));
    }

    @Override
    public ApiTokenSecret make(Session session, @Nullable OrganizationId organizationId, NewApiToken wanted) {
        if (tokens.size() >= most) {
            throw new ApiTokenRefusedException(Reason.TOO_MANY_TOKENS, String.valueOf(most));
        }
        hold(session.person(), organizationId, wanted);
        return SECRET;
    }

    @Override
    public List<ApiToken> tokens(Session session) {
        return tokens.stream()
                .filter(token -> token.holder().equals(session.person()))
                .toList();
    }

    @Override
    public void revoke(Session session, UUID id) {
        tokens.removeIf(token -> token.id().equals(id));
    }

    @Override
    public int revokeAll(Session session) {
        int before = tokens.size();
        tokens.removeAll(tokens(session));
        return before - tokens.size();
    }

    @Override
    public List<ApiToken> tokensOfOrganization(Viewer viewer) {
        return tokens.stream()
                .filter(token -> viewer.organizationId().equals(token.organizationId()))
                .toList();
    }

    @Override
    public void revokeOf(Viewer viewer, UUID id) {
        tokens.removeIf(token -> token.id().equals(id));
    }
}
