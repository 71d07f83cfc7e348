package io.tokentally.bootstrap.security;

import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.ViewerToken;
import java.util.Set;
import java.util.stream.Collectors;

/** What a session's person may do, as the filters of the application say. */
public final class SessionAuthorities {

    private SessionAuthorities() {}

    /** Nothing for whoever has no session that lasts. */
    public static Set<String> of(SignInService signIn, String token) {
        return token.isEmpty()
                ? Set.of()
                : signIn.find(new ViewerToken(token)).stream()
                        .flatMap(session -> SessionFilter.authorities(session).stream())
                        .map(authority -> String.valueOf(authority.getAuthority()))
                        .collect(Collectors.toSet());
    }
}
