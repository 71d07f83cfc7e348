package io.tokentally.application.port.out.provider;

import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import java.util.List;
import java.util.Optional;

/**
 * A provider's protocol, understood well enough to meter its calls and to stand between caller and provider. It sends
 * nothing: whoever forwards a call, a client in this process or a proxy, shows it the bytes that pass by.
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

    /** The headers in which a caller may present a key, in lower case, the usual one first. */
    List<String> keyHeaders();

    /**
     * The key within such a header.
     *
     * @param name one of {@link #keyHeaders()}
     * @return nothing if the header holds something else
     */
    Optional<String> keyIn(String name, String value);

    /** The header that shows the provider this key. */
    Header header(ProviderSecret secret);

    /**
     * An error in this provider's own shape, so that its clients raise what they usually raise.
     *
     * @param message for whoever reads the client's log: what happened, to what, and what to do
     * @return JSON in UTF-8
     */
    byte[] errorBody(Refusal refusal, String message);

    /** A header of a request; the name in lower case. */
    record Header(String name, String value) {

        /** Names the header, never its value: it may be a key. */
        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }
}
