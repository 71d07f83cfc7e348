package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;

/** Tells where a request to the web port comes from, behind the trusted proxies. */
public final class ClientAddresses {

    /** @throws IllegalStateException if the server names no address, which it always does */
    public ClientAddress of(HttpServletRequest request) {
        return ClientAddress.parse(request.getRemoteAddr())
                .orElseThrow(() -> new IllegalStateException(
                        "The request comes from '%s', which is no address".formatted(request.getRemoteAddr())));
    }
}
