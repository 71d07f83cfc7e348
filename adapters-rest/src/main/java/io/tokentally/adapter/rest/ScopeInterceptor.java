package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.ApiTokenRefusedException.Reason;
import io.tokentally.domain.access.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets an API token reach those paths alone that say which scope opens them. */
final class ScopeInterceptor implements HandlerInterceptor {

    private final ObjectProvider<CurrentViewer> currentViewer;

    ScopeInterceptor(ObjectProvider<CurrentViewer> currentViewer) {
        this.currentViewer = currentViewer;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Session session = currentViewer.getObject().session();
            NeedsScope needed = method.getMethodAnnotation(NeedsScope.class);
            if (session.scopes() != null && needed == null) {
                throw new ApiTokenRefusedException(Reason.NOT_BY_TOKEN, "");
            }
            if (needed != null) {
                session.requireAny(List.of(needed.value()));
            }
        }
        return true;
    }
}
