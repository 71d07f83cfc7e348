package io.tokentally.provider;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider's protocol, understood well enough to meter its calls and to stand between caller and provider. It sends
 * nothing: whoever forwards a call, a client in this process or a proxy, shows it the bytes that pass by.
 */
public interface ProviderProtocol {

    /** Who answers and bills, unless an upstream of another name speaks this protocol. */
    Provider provider();

    /**
     * The address that the provider's own SDKs call: with a version of {@link #versions()} at its end if they want it so from
     * their users, else without. Absent if there is none for everybody, so that an operator must name one.
     */
    default Optional<URI> defaultBaseUrl() {
        return Optional.empty();
    }

    /** What paths begin with after the prefix of an upstream, each with its slash, for instance {@code /v1beta}. */
    default List<String> versions() {
        return List.of("/v1");
    }

    /**
     * Begins to watch one attempt.
     *
     * @return nothing if such calls are not metered
     */
    Optional<MeteredExchange> begin(RequestHead request);

    /**
     * What a request does in the provider's account: what the gateway lets a virtual key do hangs on it. A protocol that
     * tells nothing leaves every path unknown, and most keys may call none.
     *
     * @param method the HTTP method, in capitals
     * @param path as that of a {@link RequestHead}
     * @param query as it was sent, with its question mark; empty if there is none
     */
    default AccountOperation operation(String method, String path, String query) {
        return AccountOperation.UNKNOWN;
    }

    /** The headers in which a caller may choose what of the account is worked on, in lower case. */
    default List<String> accountHeaders() {
        return List.of();
    }

    /**
     * What a body names of models and of what is in the account. A body that servers might understand in different ways is
     * not readable.
     *
     * @param contentType as the request's header says
     */
    default NamedInBody namedIn(@Nullable String contentType, byte[] body) {
        return body.length == 0 ? NamedInBody.NOTHING : NamedInBody.UNREADABLE;
    }

    /**
     * Whether the provider bills nothing for a request that is {@linkplain #begin not metered}, however it is answered. A
     * protocol that tells nothing leaves free what only looks or deletes, and all else with a cost that nobody knows.
     *
     * @param method the HTTP method, in capitals
     * @param path as that of a {@link RequestHead}
     */
    default boolean isFree(String method, String path) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("DELETE") || method.equals("OPTIONS");
    }

    /**
     * What a request that is {@linkplain #begin not metered} can use at most. What is {@linkplain #isFree billed nothing for} uses
     * nothing; what has work done that is billed later is to say so.
     *
     * @param method the HTTP method, in capitals
     * @param path as that of a {@link RequestHead}
     */
    default RequestBounds boundsOfUnmetered(String method, String path) {
        return isFree(method, path) ? RequestBounds.NOTHING : RequestBounds.UNKNOWN;
    }

    /**
     * What such a request can use at most, by its body as well. It is asked where a request {@linkplain RequestBounds#makesBatch() makes a
     * batch}, which may tell of the batch's requests, and takes memory that does not grow with the body.
     *
     * @param body as it goes out; is not changed
     */
    default RequestBounds boundsOfUnmetered(String method, String path, byte[] body) {
        return boundsOfUnmetered(method, path);
    }

    /**
     * Begins to read a request that sends a file of which a batch may be made, and that is {@linkplain #begin not metered}; absent if it
     * sends none, or in a way that cannot be read along. A batch that then {@linkplain io.tokentally.domain.budget.BatchFile names} the
     * file is bounded by what was read.
     */
    default Optional<BatchFileReader> batchFile(RequestHead request) {
        return Optional.empty();
    }

    /** Reads of the answer to a call that is not metered what the provider keeps; absent if that tells of nothing. */
    default Optional<MadeReader> madeBy(String method, String path) {
        return Optional.empty();
    }

    /** The header of an answer, in lower case, in which the provider tells what it calls the request; absent if it tells in none. */
    default Optional<String> requestIdHeader() {
        return Optional.empty();
    }

    /** The headers in which a caller may present a key, in lower case, the usual one first. */
    List<String> keyHeaders();

    /** The query's parameters in which a caller may present a key, by their exact names; the key is the whole value. */
    default List<String> keyParameters() {
        return List.of();
    }

    /**
     * The key within such a header.
     *
     * @param name one of {@link #keyHeaders()}
     * @return nothing if the header holds something else
     */
    Optional<String> keyIn(String name, String value);

    /**
     * Lets a request into the provider's account: shows the key, or signs with it. Whatever else stood in the places for keys is
     * gone by then. A request that is sent again is authorized anew.
     */
    void authorize(OutgoingRequest request, ProviderSecret secret);

    /** How the provider is asked whether it knows a key; absent if it cannot be asked without a cost. */
    default Optional<KeyTestRequest> keyTest() {
        return Optional.empty();
    }

    /**
     * An error in this provider's own shape, so that its clients raise what they usually raise.
     *
     * @param message for whoever reads the client's log: what happened, to what, and what to do
     * @return JSON in UTF-8
     */
    byte[] errorBody(Refusal refusal, String message);
}
