package io.tokentally.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request that is about to go to a provider, to which a protocol adds what lets it in: a key, a token, a signature. */
public interface OutgoingRequest {

    /** In capitals. */
    String method();

    /** As the provider's server is asked for it, with its port unless that is the usual one. */
    String host();

    /** As it goes out, whatever the address of the upstream puts ahead. */
    String path();

    /** As it goes out, with its question mark; empty if there is none. */
    String query();

    HeaderFields headers();

    /** The whole body; absent if it follows piece by piece, so that nobody knows it yet. It must not be changed. */
    Optional<byte[]> body();

    /** Sets a header, in the place of all of that name. */
    void header(String name, String value);

    /** Adds a parameter at the end of the query, encoded as need be. */
    void parameter(String name, String value);

    /** A query, as {@link #query()} tells one, with a parameter more at its end. */
    static String withParameter(String query, String name, String value) {
        return query + (query.isEmpty() ? "?" : "&") + encoded(name) + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
