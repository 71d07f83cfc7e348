package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * By what a call is found again elsewhere: the identifiers that its client and its provider gave it. No sum goes by them.
 *
 * @param clientIds the session, the thread, the agent that the client's headers tell, by the header's name in lower case; at most
 *     {@value #MAX_CLIENT_IDS}, of at most {@value #MAX_LENGTH} characters each
 * @param providerRequestId what the provider calls the request, for its support; at most {@value #MAX_LENGTH} characters
 * @param attempt which of how many that its client made of the same call
 */
public record CallTrace(
        Map<String, String> clientIds, @Nullable String providerRequestId, CallAttempt attempt) {

    public static final int MAX_CLIENT_IDS = 16;
    public static final int MAX_LENGTH = 200;

    public static final CallTrace NONE = new CallTrace(Map.of(), null);

    public CallTrace {
        if (clientIds.size() > MAX_CLIENT_IDS) {
            throw new IllegalArgumentException(
                    "A call has at most %d client ids, not %d".formatted(MAX_CLIENT_IDS, clientIds.size()));
        }
        TreeMap<String, String> checked = new TreeMap<>();
        clientIds.forEach((name, id) -> checked.put(
                PlainText.require("name of a client id", name, MAX_LENGTH),
                PlainText.require("client id", id, MAX_LENGTH)));
        clientIds = Collections.unmodifiableMap(checked);
        providerRequestId = providerRequestId == null
                ? null
                : PlainText.require("provider's request id", providerRequestId, MAX_LENGTH);
    }

    /** Of a call of whose attempts nobody told. */
    public CallTrace(Map<String, String> clientIds, @Nullable String providerRequestId) {
        this(clientIds, providerRequestId, CallAttempt.UNTOLD);
    }

    /**
     * What is kept when the call is over.
     *
     * @param requestId what the provider called the request; left out if it may not stand here
     */
    public CallTrace ended(Outcome outcome, @Nullable String requestId) {
        return new CallTrace(clientIds, isAcceptable(requestId) ? requestId : null, attempt.ended(outcome));
    }

    /** Whether a text from outside may stand here; whoever has another leaves it out. */
    public static boolean isAcceptable(@Nullable String id) {
        return id != null && PlainText.isAcceptable(id, MAX_LENGTH);
    }
}
