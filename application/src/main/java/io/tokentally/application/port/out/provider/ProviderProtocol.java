package io.tokentally.application.port.out.provider;

import io.tokentally.domain.metering.Provider;
import java.util.Optional;

/**
 * A provider's protocol, understood well enough to meter its calls. It sends nothing: whoever forwards a call, a client
 * in this process or a proxy, shows it the bytes that pass by.
 */
public interface ProviderProtocol {

    /** Who answers and bills. */
    Provider provider();

    /**
     * Begins to watch one attempt.
     *
     * @param method the HTTP method, in capitals
     * @param path without the query, for instance {@code /v1/chat/completions}
     * @param host that the request goes to, without the port; some providers sell regions by it
     * @return nothing if calls of that path are not metered
     */
    Optional<MeteredExchange> begin(String method, String path, String host);
}
