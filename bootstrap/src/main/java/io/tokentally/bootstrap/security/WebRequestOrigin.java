package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The client's address of the web request at hand, as the server sees it behind the proxies that it trusts. */
final class WebRequestOrigin implements RequestOrigin {

    @Override
    public Optional<String> clientAddress() {
        return request().map(HttpServletRequest::getRemoteAddr);
    }

    /** The request at hand. */
    static Optional<HttpServletRequest> request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.of(attributes.getRequest())
                : Optional.empty();
    }
}
