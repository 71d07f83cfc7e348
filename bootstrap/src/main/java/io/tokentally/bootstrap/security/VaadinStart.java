package io.tokentally.bootstrap.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Requests of Vaadin's client that make a session and a user interface in it, each some hundred kilobytes of memory: they are
 * for those who have signed in. Those that go on with a session find none and end by themselves, in words that the client
 * understands.
 */
final class VaadinStart implements RequestMatcher {

    private static final String KIND = "v-r";
    private static final Set<String> GO_ON = Set.of("uidl", "heartbeat");

    @Override
    public boolean matches(HttpServletRequest request) {
        String kind = request.getParameter(KIND);
        return kind != null && !GO_ON.contains(kind);
    }
}
