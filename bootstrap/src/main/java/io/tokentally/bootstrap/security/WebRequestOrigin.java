package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.RequestOrigin;
import java.util.Optional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The client's address of the web request at hand, as the server sees it behind the proxies that it trusts. */
final class WebRequestOrigin implements RequestOrigin {

    @Override
    public Optional<String> clientAddress() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.ofNullable(attributes.getRequest().getRemoteAddr())
                : Optional.empty();
    }
}
